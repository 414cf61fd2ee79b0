/** Lets long lists be sorted by what else brought people. */
export const indexes = {
  registration_training_channel_name:
    'registration (training_id, channel, family_folded, given_folded, id) where partner is null',
}

export const runsFrom = '101-closed-days'
