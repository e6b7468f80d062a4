/** Path that every address of SAP Open Connectors ends in (fact 1). */
export const API_PATH = '/elements/api-v2';

/** Part of the host name that tells a landscape (facts 1, 2), by the value of the credential's `region`. */
export const REGIONS: Record<string, string> = {
	us2: 'us2',
	eu10: 'eu10',
	us10: 'us10',
	jp20: 'jp20',
	trialUs10: 'trial.us10',
	trialEu10: 'trial.eu10',
	trialAp21: 'trial.ap21',
};
