import type { adminTrainingFaultsEn } from '../../en/organizers/training-faults.ts'
import type { Translation } from '../../translation.ts'

export const adminTrainingFaultsEs: Translation<typeof adminTrainingFaultsEn> = {
  'admin.fault.moment': 'Indique una fecha y una hora.',
  'admin.fault.date': 'Esta fecha no existe.',
  'admin.fault.end': 'El final debe ser después del inicio.',
  'admin.fault.venue': 'Indique un lugar, una dirección en línea o ambos.',
  'admin.fault.closesAt': 'La inscripción debe cerrarse después de abrirse.',
  'admin.fault.minimum': 'Las personas necesarias no pueden ser más que los cupos.',
  'admin.fault.supervisor': 'Los supervisores solo pueden decidir donde alguien debe aprobar.',
  'admin.fault.time': 'Use una hora como 07:30.',
  'admin.fault.country': 'Use un código de país de dos letras, como US.',
  'admin.fault.https': 'Use una dirección que empiece con https://',
  'admin.fault.origin': 'Use un origen como https://example.org, sin ruta.',
  'admin.fault.color': 'Use un color como #0b57d0.',
  'admin.fault.domain': 'Use un dominio como kcpd.org.',
  'admin.fault.contact': 'Indique un nombre, un correo o un teléfono.',
  'admin.fault.roles': 'Indique cada función una sola vez.',
  'admin.fault.options': 'Agregue al menos una opción para este tipo de respuesta.',
  'admin.fault.showWhen': 'Elija una pregunta que esté antes de esta.',
  'admin.fault.answers': 'Elija respuestas de la pregunta anterior.',
  'admin.fault.notAsked': 'El formulario no hace esta pregunta. Elija otra.',
  'admin.fault.id': 'Empiece con una letra minúscula y siga con 1 a 39 letras o números.',
  'admin.fault.slug':
    'Use de 1 a 63 letras minúsculas, números y guiones. Empiece y termine con una letra o un número.',
  'admin.fault.past-time': 'El inicio ya pasó. Use una hora que esté por venir.',
  'admin.fault.skipped-time': 'Los relojes se saltan esta hora. Use una hora antes o después.',
  'admin.fault.no-mail': 'Esto necesita correos y este servidor no los envía.',
  'admin.fault.unknown-partner': 'No existe esa organización aliada.',
  'admin.fault.unknown-logo': 'El logotipo ya no está. Súbalo otra vez.',
  'admin.fault.logo': 'El logotipo no se puede usar. Use un PNG, JPEG o WebP de 1 MB como máximo.',
}
