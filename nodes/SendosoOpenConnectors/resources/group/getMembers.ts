import { listOfGroup } from './listOfGroup';

/** Lists the people in one team group. */
export const getMembers = listOfGroup(['getMembers', 'Get Members', 'Get members of team group', 'Get the people in one team group'], 'members', 'member');
