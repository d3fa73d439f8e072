/** Why a row misses its bar, and what would close the gap. Printed only below rows that do miss it. */
export const SHORTFALLS: Readonly<Record<string, string>> = {
  'check, vs a dense precomputed table':
    'both sides pay for the same three look-ups of strings; on top of them ours finds the person’s table and walks up to three scopes, where the other reads one bit. Ids that are numbers for the caller too would save both.',
  'check, vs better-auth access plugin': 'as with CASL, next; in quieter runs it is met.',
  'check, vs CASL':
    'each side is asked the questions once in turn, so ours runs with caches that the peer has just emptied: at 0.3–0.6 µs that is most of the time. The order is kept because it flatters nobody.',
  'check, vs casbin': 'as with CASL: our side runs cold after the peer’s turn.',
  'check, vs cedar-wasm': 'as with CASL: our side runs cold after the peer’s turn.',
  'check, vs one SQLite query per check': 'as with CASL: our side runs cold after the peer’s turn.',
  'check at W10, vs W':
    'the maps from id to number no longer fit the cache. Numbers in place of ids within one process, or perfect hashing at load, would help.',
  'check at W100, vs W': 'the same, ten times larger.',
  'check with 10 × assignments per person, vs W':
    'a person’s table grows with what they hold and leaves the nearest cache.',
  'memory per 1,000 assignments, vs casbin, cold':
    'ours holds the facts themselves (people, names, dates, projects, ids of assignments), the other only the graph. Packing people and ids into columns as assignments are now is what is missing.',
  'memory per 1,000 assignments, vs casbin, warm':
    'the same, and a table for every person, each with at least 16 numbers.',
  'load 1,000,000 assignments, vs iterating the same rows':
    'a million assignments of a million people: what is left is finding three strings in maps for each. A binary snapshot beside the database, for warm starts, is not built.',
  'durable one-person change, vs a bare INSERT':
    'one commit writes three tables and their indexes where the other writes one, and both wait for the disk. Group commit, which would share the waiting among writers, is not built.',
  'replay of the journal':
    'each page of 1,000 events is a fork that is settled, for the sake of readers in between.',
  'HTTP check, authenticated, vs bare `node:http`':
    'what is left is the work itself: hashing the token, reading head and body, a dozen look-ups, and twice as many bytes of headers; met in quieter runs.',
  'HTTP list batch of 1,000, vs single, checks per second':
    'the bar was set when a single check cost three times as much. Reading the JSON of a question and finding its three texts in maps is nearly all that a listed check costs; the matrix spares both.',
  'HTTP checks, vs Cerbos, batches':
    'a question in a list costs 0.5–1 µs to read and to find, whatever it is compared with; many questions about the same people and places belong into a matrix.',
  'PostgreSQL, two replicas: writes, vs pgbench single-row inserts':
    'a write here locks the head of its organization, reads, decides, writes three tables and commits, in several round trips, and writes to one organization wait for each other; an INSERT is one round trip, and pgbench’s clients share each wait for the disk.',
  'server: cold start to ready on W':
    'the server runs from source: a quarter of the start is stripping types from about 300 files. A bundle or a compile cache would take it away.',
  'server: resident memory on W': 'Node with its libraries is about 110 MB of it.',
}
