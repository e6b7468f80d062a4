import { listOfGroup } from './listOfGroup';

/** Lists the campaigns that a team group can send from. */
export const getTouches = listOfGroup(['getTouches', 'Get Campaigns (Touches)', 'Get campaigns of team group', 'Get the campaigns that a team group can send from'], 'touches', 'touch');
