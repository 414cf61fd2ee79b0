/** First names, each with what their people are called, too. */
const shortForms = [
  'anthony antonio tony',
  'barbara barb',
  'catherine katherine kathryn kate kathy katie cathy',
  'charles chuck charlie',
  'christine christina chris tina',
  'deborah debra debbie deb',
  'dolores lola',
  'edward eddie ted',
  'elizabeth beth betty liz lisa',
  'enrique kike',
  'ernesto neto',
  'francisco paco pancho',
  'guadalupe lupe lupita',
  'guillermo memo',
  'henry hank harry',
  'ignacio nacho',
  'james jim jimmy',
  'jesus chuy',
  'john jack johnny',
  'jose pepe',
  'kenneth ken kenny',
  'lawrence larry',
  'margaret maggie meg peggy',
  'mercedes meche',
  'michael mike mick',
  'patricia pat patty tricia',
  'rebecca becky',
  'refugio cuca',
  'richard rick dick',
  'robert bob bobby rob',
  'roberto beto',
  'rosario chayo',
  'stephanie steph',
  'steven stephen steve',
  'susan suzanne sue',
  'theodore ted teddy',
  'theresa teresa terry',
  'william bill billy will liam',
].map((names) => names.split(' '))

/** A beginning that is shorter is an initial. */
const shortest = 2

/**
 * Returns whether two first names, folded, can be one person’s: the same, one the beginning of the
 * other, or one a short form of the other.
 */
export function canBeSameName(one: string, other: string): boolean {
  if (one === other) return true
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (short.length >= shortest && long.startsWith(short)) return true
  const [first, second] = [firstWord(one), firstWord(other)]
  return shortForms.some((names) => names.includes(first) && names.includes(second))
}

const firstWord = (name: string) => name.split(' ', 1)[0] ?? ''
