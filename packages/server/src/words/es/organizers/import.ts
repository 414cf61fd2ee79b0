import type { adminImportEn } from '../../en/organizers/import.ts'
import type { Translation } from '../../translation.ts'

export const adminImportEs: Translation<typeof adminImportEn> = {
  'admin.import.link': 'Agregar desde una lista',
  'admin.import.title': 'Agregar personas desde una lista',
  'admin.import.text':
    'Elija una hoja de cálculo o pegue su lista. Antes de agregar a nadie verá quién recibe un cupo y quién recibe un correo.',
  'admin.import.file': 'Hoja de cálculo',
  'admin.import.file.hint': 'Un archivo de Excel (.xlsx) o CSV, de hasta 2\u00A0MB. Solo se lee la primera hoja.',
  'admin.import.paste': 'O pegue una lista',
  'admin.import.paste.hint':
    'Una persona por línea, como celdas copiadas de una hoja de cálculo, o “Ada Reyes, ada@example.org”. Hasta 2000 personas.',
  'admin.import.read': 'Revisar la lista',
  'admin.import.kept':
    'Nada se guarda como inscripción hasta que presione Agregar. Hasta entonces, la lista se conserva un día, sellada, solo para usted.',
  'admin.import.gone': 'Esta lista ya no se conserva. Elíjala otra vez.',
  'admin.import.nothing': 'Elija un archivo o pegue una lista',

  'admin.import.fault.empty': 'No hay nadie en esta lista. Revise que las personas estén en la primera hoja.',
  'admin.import.fault.kind':
    'Esto no es una hoja de cálculo ni un archivo CSV. Guarde la lista como .xlsx o CSV, o péguela abajo.',
  'admin.import.fault.old-excel':
    'Es un archivo de Excel antiguo o tiene contraseña. Guárdelo como .xlsx sin contraseña, o pegue la lista abajo.',
  'admin.import.fault.broken':
    'Este archivo no se puede leer. Ábralo y guárdelo otra vez como .xlsx o CSV, o pegue la lista abajo.',
  'admin.import.fault.size':
    'Esta lista es demasiado grande. Use un archivo de hasta 2 MB con solo las filas y columnas que necesita.',
  'admin.import.fault.people': 'Esta lista tiene más de 2000 filas. Divídala en varias listas.',
  'admin.import.fault.columns': 'Esta lista tiene más de 50 columnas. Quite las que no necesita.',
  'admin.import.fault.cell': 'Una celda tiene más de 2000 caracteres. Acórtela.',
  'admin.import.fault.characters': 'Esta lista es demasiado larga. Quite columnas que no necesita o divídala.',
  'admin.import.fault.row': 'Fila {row}: {fault}',

  'admin.import.check': 'Revise antes de agregar',
  'admin.import.changed': 'Algo cambió mientras tanto, así que todavía no se agregó a nadie. Así resultaría ahora.',
  'admin.import.confirmed': { one: '{count} persona recibe un cupo', other: '{count} personas reciben un cupo' },
  'admin.import.waitlisted': {
    one: '{count} entra en la lista de espera',
    other: '{count} entran en la lista de espera',
  },
  'admin.import.none': 'Todavía no se puede agregar a nadie de esta lista',
  'admin.import.faulty': {
    one: '{count} fila tiene algo que corregir',
    other: '{count} filas tienen algo que corregir',
  },
  'admin.import.twice': {
    one: '{count} fila repite a una persona de arriba',
    other: '{count} filas repiten a una persona de arriba',
  },
  'admin.import.registered': {
    one: '{count} persona ya tiene una inscripción',
    other: '{count} personas ya tienen una inscripción',
  },
  'admin.import.same-name': {
    one: '{count} persona tiene el nombre de otra',
    other: '{count} personas tienen el nombre de otra',
  },
  'admin.import.full': {
    one: '{count} persona no encuentra cupo, y no hay lista de espera',
    other: '{count} personas no encuentran cupo, y no hay lista de espera',
  },
  'admin.import.leftOut': 'No se agregan:',
  'admin.import.emails': { one: 'Se envía {count} correo', other: 'Se envían {count} correos' },
  'admin.import.noEmails': 'No se envía ningún correo.',
  'admin.import.unreachable': {
    one: '{count} persona no tiene correo electrónico. Avísele usted.',
    other: '{count} personas no tienen correo electrónico. Avíseles usted.',
  },
  'admin.import.mail.confirmed': 'Leer el correo sobre el cupo',
  'admin.import.mail.waitlisted': 'Leer el correo sobre la lista de espera',
  'admin.import.go': { one: 'Agregar a {count} persona', other: 'Agregar a {count} personas' },
  'admin.import.go.emails': {
    one: 'Agregar a {people} y enviar {count} correo',
    other: 'Agregar a {people} y enviar {count} correos',
  },
  'admin.import.people': { one: '{count} persona', other: '{count} personas' },
  'admin.import.other': 'Elegir otra lista',

  'admin.import.look': 'Filas por revisar',
  'admin.import.look.more': {
    one: 'y {count} más. Corrija primero estas y revise otra vez.',
    other: 'y {count} más. Corrija primero estas y revise otra vez.',
  },
  'admin.import.row': 'Fila {row}',
  'admin.import.rows': { one: 'Fila {rows} y {count} más', other: 'Fila {rows} y {count} más' },
  'admin.import.says': 'Dice “{typed}”.',
  'admin.import.fix': '{label}',
  'admin.import.fix.choose': 'Dejar vacío',
  'admin.import.why.twice': 'La misma persona que en la fila {of}. Se agrega una sola vez.',
  'admin.import.why.registered': 'Esta persona ya tiene una inscripción. Para ella no cambia nada.',
  'admin.import.why.same-name': 'Ya hay una inscripción con este nombre.',
  'admin.import.why.same-name.row': 'La fila {of} tiene el mismo nombre.',
  'admin.import.why.full': 'No hay cupos libres ni lista de espera.',
  'admin.import.anyway': 'Es otra persona: agregarla',
  'admin.import.meant': 'Usar {address}',
  'admin.import.meant.why': 'La dirección de correo puede tener un error.',
  'admin.import.again': 'Revisar otra vez',

  'admin.import.columns': 'Qué contienen las columnas',
  'admin.import.columns.text':
    'Lo dedujimos de los encabezados y las celdas. Cambie lo que no sea correcto y revise otra vez. Omita lo que esta capacitación no pregunta.',
  'admin.import.columns.noName': 'Elija qué columna contiene los nombres.',
  'admin.import.headings': 'La primera fila tiene los encabezados',
  'admin.import.column': 'Columna {letter}',
  'admin.import.column.named': '{heading} (columna {letter})',
  'admin.import.holds.skip': 'Omitir',
  'admin.import.holds.name': 'Nombre y apellidos',
  'admin.import.everyone': 'Para quienes no lo indican en su fila',
  'admin.import.lang': 'Idioma de sus correos',

  'admin.import.all': 'Todas las personas de la lista',
  'admin.import.all.who': 'Quién',
  'admin.import.all.email': 'Correo electrónico',
  'admin.import.all.outcome': 'Qué pasa',
  'admin.import.noEmail': 'Sin correo',
  'admin.import.outcome.confirmed': 'Recibe un cupo',
  'admin.import.outcome.waitlisted': 'Lista de espera',
  'admin.import.outcome.faulty': 'Por corregir',
  'admin.import.outcome.twice': 'Repetida en la lista',
  'admin.import.outcome.registered': 'Ya inscrita',
  'admin.import.outcome.same-name': 'Mismo nombre',
  'admin.import.outcome.full': 'Sin cupo',

  'admin.import.done': { one: 'Se agregó a {count} persona', other: 'Se agregó a {count} personas' },
  'admin.import.done.waitlisted': {
    one: '{count} está en la lista de espera',
    other: '{count} están en la lista de espera',
  },
}
