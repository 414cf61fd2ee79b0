// What <training-signup> asks on the page that these are measured next to.
export const labels = {
  title: 'Human trafficking training for first responders',
  givenName: 'First name',
  familyName: 'Last name',
  email: 'Email address',
  phone: 'Mobile number',
  role: 'Your role',
  agency: 'Agency or organization',
  attestation: 'I’m eligible for this training',
  needs: 'Do you need any accommodations?',
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
