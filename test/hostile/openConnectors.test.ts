import { sapOperations } from './operations';
import { standTrial } from './standTrial';

standTrial('SAP Open Connectors', sapOperations);
