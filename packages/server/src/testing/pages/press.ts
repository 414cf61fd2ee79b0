/** What a browser sends when someone presses the only button of a page behind a link. */
export const press = {
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: '_pressed=1',
}
