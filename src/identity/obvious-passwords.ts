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
  adam alan albert alexander alexandra alexis alice alicia amber andrea angel angela anna antonio arthur
  barbara benjamin beth billy bobby brandon brenda brian brittany bruce bryan caroline carlos carol
  caroline catherine charles charlotte chris christian christina christine christopher claudia claire
  connor courtney crystal cynthia danielle david deborah dennis diana diego donna dorothy dylan edward
  elena elizabeth emily emma eric erica ethan eugene evelyn felix fernando florian francesco frank
  gabriel gabriela gary gloria grace gregory hannah harold heather helen henry isabella jack jackson
  jacob james jason jeffrey jeremy jerry johanna john johnny jonathan jorge jose joseph juan judith julia
  julian justin karen katherine kathleen katie kelly kenneth kevin kimberly kristina larry laura lauren
  leonardo leonie linda lisa louise lucas luis luna madison marco margaret maria marie marina mario
  mark martha martin martina mason max maximilian melissa melanie miguel mohamed muhammad monica natalie
  natasha nathan nicholas nicola nicole nikita olivia oliver oscar pamela patricia patrick paul paula
  pedro peter philip rachel ralph raymond rebecca ricardo richard roberto roger romeo ronald russell
  ryan samantha samuel sandra sara sarah scott sebastian sergio sharon simon sofia sophia sophie stefan
  stephanie stephen steven susan suzanne sylvia tanya tatiana teresa theresa tiffany timothy tobias tommy
  tony tyler valentina vanessa vera veronica victor victoria vincent virginia walter wendy william
  xavier zachary
  airborne alpha america american animal apollo aurora austin australia avatar babygirl badboy bailey
  bandit beautiful beaver bella beloved bigdog birthday biscuit blackbird blackcat blackjack blizzard
  blue bluebird bond boomer booboo boston bradley brasil brooklyn bubbles buddy bulldog bullet butterfly
  camel canada captain cassie catdog challenger champion chance cheyenne chicken chopper chronic
  claudia cobra coco colorado compaq cooper cosmic cosmos cricket crazy cupcake danger darkness darling
  death december delta dexter dodgers dogfood dolphins donkey dreamer dream drummer eagles eclipse
  einstein electric element elephant elizabeth emerald eternity europe explorer family fantasy felicity
  fender fireball firebird fire fish flamingo florida flowers fluffy forest forever forum4u freak freddy
  friend friends frosty funny galaxy gangster gateway genesis genius giants gibson gizmo global godzilla
  goldfish golf google1 gordon grandma green guitar hallo hammer hannibal happiness happy hardcore
  hawaii heaven hello1 history hollywood honey horses hotdog house hummer hurricane iceman iguana
  infinity insane ireland ironman island italia jaguar jasmine jasper jellybean juice jupiter justice
  kitten kitty knights kristen ladybug lakers lavender legend legion liberty light lightning logan
  loveme lover lovely lucky lucky7 lucifer madonna magnum marine marines marlboro maverick maxwell
  melody memory mercury metallica mexico midnight military million mission mistress mnbvcxz molly
  money monica monster monkey1 montana moon morgan mother mountain music mylove mystery nascar natasha
  nature newlife newyork1 nintendo nirvana norman nothing1 november nugget number ocean october olympus
  online orion packers palace panda panthers paradise passion patrick patriots peace peaches peanut
  pearl penguin people perfect phantom philips pink pirates platinum playboy player playstation please1
  poison police power precious predator prince princess1 promise psycho pumpkin puppy python qazqaz
  queen rabbit racing raiders rain random rangers raven rebel redskins redsox reggae regina reset
  respect revolution richard rock rocket rockstar rose rosebud royal runner sailor saints samson
  samurai sandman savage scarface school scorpion scorpio secure123 sergeant shalom shannon sheriff
  shorty simple single skater skinny skipper slayer smile smiley smokey snickers snowball snowman
  soldier something1 spanky sparky special spirit spider spongebob sporting sprite square squirrel
  stanley star stargate stella storm strawberry street student success sugar sunday1 sundance sunflower
  sunny sunset super superstar surfer survivor sweet sweetheart sweety sword system tango tarzan
  taylor teacher tennis thunder tinkerbell titanic toronto total travel trinity trouble trouble1 truck
  turtle twister ultimate united universe vampire victory viking violet viper1 virus voyager warcraft
  water weather welcome0 western whale white winner wisdom wolf wolverine wolves woman women wonder
  world worldcup wrangler wrestling xbox xxxxxx yankee yellow1 young zebra zeppelin zidane zombie zxcasd
  correcthorsebatterystaple correct horse battery staple trustnobody letmepass mypass mypassphrase
  passworto kennwort geheim passwort1 hallo123 schatz schalke fussball sommer sonnenschein liebe
  motdepasse1 bonjour soleil doudou amour chocolat marseille azerty123 contrasenia hola teamo
  mariposa estrella america1 futbol senha123 brasil10 ciao juventus1 forzainter amoremio
`

export const OBVIOUS_PASSWORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/))
