/**
 * Passwords and parts of passwords that anybody would try first, in lower case: short ones count where they are
 * repeated, joined, or dressed up with digits and signs until they are long enough.
 */
const WORDS = `
  password passwort motdepasse contrasena senha parola qwerty qwertz azerty qwertyuiop qwertzuiop
  azertyuiop asdfghjkl zxcvbnm yxcvbnm qazwsx qazwsxedc wsxedc 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc
  zaq12wsx q1w2e3r4 q1w2e3r4t5 123456 1234567 12345678 123456789 1234567890 12345678910 0987654321
  987654321 87654321 7654321 654321 111111 222222 333333 444444 555555 666666 777777 888888 999999 000000
  112233 121212 123123 123321 131313 696969 abc123 abcd1234 abcdef abcdefg abcdefgh
  abcdefghijklmnopqrstuvwxyz alphabet a1b2c3d4 aa123456 iloveyou loveyou iloveyouforever letmein
  letmeinnow welcome welcomeback willkommen bienvenue bienvenido benvenuto admin administrator root toor
  superuser sysadmin user guest test tester testing testtest demo default changeme changeit changethis
  secret topsecret verysecret supersecret mysecret private nobody anybody somebody master monkey dragon
  shadow sunshine princess football baseball basketball soccer hockey superman batman spiderman starwars
  pokemon naruto minecraft fortnite mustang michael jennifer jordan hunter ranger buster thomas robert
  george charlie andrew daniel jessica ashley nicole michelle amanda joshua matthew anthony maggie ginger
  pepper summer winter spring autumn january february march april june july august september october
  november december monday tuesday wednesday thursday friday saturday sunday computer internet server
  windows macintosh linux ubuntu debian android iphone samsung google facebook twitter instagram youtube
  linkedin microsoft amazon apple github gitlab docker kubernetes postgres postgresql mysql oracle
  database mongodb redis cloud network router switch cisco firewall whatever trustno1 trustnoone access
  accessdenied killer matrix freedom fuckyou fuckoff bullshit asshole biteme hello helloworld hellothere
  goodbye goodmorning goodnight thankyou please cheese banana orange cookie chocolate coffee pizza tequila
  whiskey flower butterfly rainbow unicorn diamond silver golden purple yellow phoenix tigger tiger lion
  eagle falcon panther dolphin chelsea arsenal liverpool manchester barcelona realmadrid bayern juventus
  yankees lakers cowboys steelers patriots ferrari porsche mercedes bmw harley yamaha honda toyota
  corvette camaro mickey donald snoopy garfield scooby simpson homer bart pikachu zelda mario luigi sonic
  gandalf frodo hobbit hogwarts harrypotter jedi yoda darthvader skywalker enterprise startrek thematrix
  merlin wizard magic ninja samurai warrior knight pirate viper cobra  
  thisisapassword thisismypassword mypassword mypasswordis yourpassword newpassword
  oldpassword passwordpassword password1 password12 password123 passw0rd p@ssword p@ssw0rd pa55word
  pa55w0rd pass1234 pass123 passphrase pass pwd pwned hackme hacker hacked login logmein signin openup
  opensesame sesame abracadabra hocuspocus nopassword noaccess nothing everything something anything
  foobar foobarbaz foo bar baz lorem ipsum loremipsum loremipsumdolor loremipsumdolorsitamet qwerty123
  qwerty1234 qwerty12345 qwerty123456 asdf asdfasdf asdfgh asdf1234 zxcvbn zxcvb qwer1234 qweasd qweasdzxc
  poiuytrewq lkjhgfdsa mnbvcxz thequickbrownfox thequickbrownfoxjumps thequickbrownfoxjumpsoverthelazydog
  quickbrownfox lazydog tobeornottobe maytheforcebewithyou winteriscoming compartment compartments company
  corporate corporation business office work job team project projects manager employee customer service
  support helpdesk security secure safety safe security123 blabla blablabla lalala hahaha lol lmao yes
  okay first last name username email mail phone mobile telephone address street city country germany
  deutschland france espana italia england london paris berlin madrid newyork california texas florida
  chicago boston jesus christ god heaven angel devil satan lucifer hello123 welcome1 welcome123
  welcome2024 welcome2025 welcome2026 admin123 admin1234 root123 spring2024 spring2025 spring2026
  summer2024 summer2025 summer2026 autumn2024 autumn2025 autumn2026 winter2024 winter2025 winter2026 temp
  temporary tempora temppass temporarypassword initial initialpassword start start123 startpassword
  production staging development environment deploy deployment deployer readonly viewer bootstrap setup
  install installation
`

export const OBVIOUS_PASSWORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/))
