const ofPhones = /^(?:[\d +().-]|ext|x)+$/i
const fewestDigits = 5
/** Of a helpline: like 911. */
const fewestDialed = 3

/** Returns whether a text is written like a person’s phone number. */
export const isPhoneNumber = (text: string): boolean =>
  ofPhones.test(text) && text.replace(/\D/g, '').length >= fewestDigits

/** Returns whether a phone can dial what an organizer wrote, which may have words next to the number. */
export const isDialable = (text: string): boolean => text.replace(/\D/g, '').length >= fewestDialed
