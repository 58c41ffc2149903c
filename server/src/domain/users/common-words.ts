/** In every list, and the product's own: they cost an attacker next to nothing. */
export const COMMONEST_WORDS: readonly string[] = words(`
  keyward apikey api key password pass passwort passwd admin administrator root user login welcome letmein secret
  changeme default qwerty iloveyou test guest master
`)

/** Small words that people put between others. */
export const FILLER_WORDS: readonly string[] = words(`
  i you me my we us our your is am are be the a an and or of for to in on with this that it its the not
`)

/** The words that common long passwords are made of, in lower case. */
export const COMMON_WORDS: readonly string[] = words(`
  keyward apikey api key token login signin admin administrator root user username guest test testing tester demo
  pass password passwort passwd passphrase passcode contraseña motdepasse parola senha secret secure security safe
  letmein welcome access changeme change default master superuser super system server service account accounts
  company office work home house family mother father brother sister mama papa baby babe honey darling sweet
  sweetheart love loves loved lover lovely iloveyou iloveu forever always never ever together
  you me my mine your yours we us our i im am is are be the a an and or not no yes of for to in on with this that
  it its so very much too do does dont can cant will wont have has go get let give take make
  god jesus christ lord bless blessed heaven angel angels devil faith hope peace grace amen church
  dragon monkey tiger lion horse eagle falcon wolf bear shark dolphin turtle rabbit kitty kitten puppy dog cat cats
  dogs bird butterfly phoenix unicorn panther cowboy cowboys ninja pirate pirates samurai knight warrior hunter
  princess prince queen king kings royal lady girl girls boy boys man men woman friend friends bestfriend buddy
  sunshine sun moon star stars starwars startrek sky rainbow summer winter spring autumn fall snow rain storm
  thunder lightning fire water ocean river mountain flower flowers rose tree forest nature earth world
  football baseball basketball soccer hockey tennis golf volleyball softball swimming running racing
  liverpool arsenal chelsea manchester united barcelona realmadrid juventus milan yankees lakers steelers eagles
  chicago dallas boston london paris berlin york newyork california texas america american canada england
  deutschland france spain italy india brasil mexico australia russia china japan
  superman batman spiderman ironman hulk avengers pokemon pikachu naruto minecraft fortnite roblox zelda mario
  gandalf hobbit frodo harrypotter hogwarts matrix terminator starcraft warcraft counterstrike
  michael jordan jennifer jessica ashley amanda michelle nicole daniel david robert william thomas james john
  johnny joseph anthony andrew matthew joshua christopher justin brandon richard charles charlie george jack
  harry peter paul mark steven kevin brian jason eric alex alexander alexandra maria mary anna emma emily sarah
  laura lisa linda susan karen patricia elizabeth samantha stephanie rachel melissa victoria olivia sophie hannah
  chocolate cookie cookies candy sugar banana apple orange cherry strawberry pepper ginger coffee cheese pizza beer
  whiskey vodka wine bacon butter peanut
  computer internet google facebook twitter instagram youtube linkedin microsoft windows apple iphone samsung
  android nintendo playstation xbox yahoo hotmail gmail amazon netflix linux ubuntu debian cisco oracle database
  music guitar rock rockstar metallica nirvana slipknot eminem beatles
  money dollar million millionaire rich lucky luck casino poker gold golden silver diamond crystal platinum
  mercedes ferrari porsche corvette mustang camaro harley davidson yamaha honda toyota bmw audi
  freedom liberty justice power killer hacker gangster trouble crazy happy smile funny cool awesome hello hi hey
  goodbye thanks please sorry fuck fucking fuckyou shit bitch asshole sexy hot sex
  trustno trust nothing something everything anything whatever nobody somebody everyone life live living death dead
  time today tomorrow yesterday now day night morning monday tuesday wednesday thursday friday saturday sunday
  january february march april may june july august september october november december
  one two three four five six seven eight nine ten zero first second new old big little small good bad best better
  red blue green yellow black white purple pink orange gray brown
  school college university teacher student class summer holiday vacation birthday christmas
  qwerty qwert qwer azerty asdf asdfgh zxcv zxcvbn abc abcd abcdef
`)

function words(text: string): readonly string[] {
  return [...new Set(text.split(/\s+/).filter((word) => word !== ''))]
}
