import { text } from '../../../shared/operations/fields';

export const customMessage = text('Custom Message', 'customMessage', { typeOptions: { rows: 3 }, description: 'Text that goes with the gift' });
