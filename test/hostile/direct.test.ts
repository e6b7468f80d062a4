import { directOperations } from './operations';
import { standTrial } from './standTrial';

standTrial('Sendoso', directOperations);
