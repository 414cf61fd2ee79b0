// What <training-signup> asks on the page that these are measured beside.
export const labels = {
  title: 'Human trafficking training for first responders',
  givenName: 'First name',
  familyName: 'Last name',
  email: 'Email address',
  phone: 'Mobile number',
  role: 'Your role',
  agency: 'Agency or organization',
  attestation: 'I am one of the people this training is for',
  needs: 'Do you need anything to take part?',
  send: 'Register',
}

export const roles = [
  ['police', 'Police officer or deputy'],
  ['fire', 'Firefighter'],
  ['medical', 'EMS or medical personnel'],
  ['social-work', 'Social worker'],
  ['school-resource-officer', 'School resource officer'],
  ['dispatcher', 'Dispatcher (911)'],
  ['victim-advocate', 'Victim advocate'],
  ['other', 'Other (tell us)'],
]
