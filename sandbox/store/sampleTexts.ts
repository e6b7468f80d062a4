/** A made-up person; the address stays in ASCII because that is what the API takes. */
export interface SamplePerson {
	first: string;
	last: string;
	address: string;
}

const people = `Ines|Karlsson|ines.karlsson
Tomás|Okafor|tomas.okafor
Priya|Raman|priya.raman
João|Silva|joao.silva
Zoë|Müller|zoe.mueller
François|Lefèvre|francois.lefevre
Łukasz|Wiśniewski|lukasz.wisniewski
Søren|Østergaard|soren.ostergaard
Núria|Puig i Ferrer|nuria.puig
Ángel|Muñoz|angel.munoz
Čestmír|Dvořák|cestmir.dvorak
İpek|Yıldız|ipek.yildiz
Gráinne|O’Sullivan|grainne.osullivan
美咲|佐藤|misaki.sato
健太|高橋|kenta.takahashi
伟|王|wei.wang
思雨|陈|siyu.chen
지우|김|jiwoo.kim
فاطمة|الزهراني|fatima.alzahrani
يوسف|حداد|youssef.haddad
Ольга|Иванова|olga.ivanova
Дмитро|Шевченко|dmytro.shevchenko
Елена|Петрова|elena.petrova
Mateusz|Zając|mateusz.zajac
Aoife|Byrne|aoife.byrne
Rowan|Ellis|rowan.ellis
Mei|Laurent|mei.laurent
Kwame|Mensah|kwame.mensah
Amara|Nwosu|amara.nwosu
Hana|Nováková|hana.novakova
Björn|Þórsson|bjorn.thorsson
Léa|Dubois|lea.dubois
Noah|Fischer|noah.fischer
Valentina|Rossi|valentina.rossi
Diego|Fernández|diego.fernandez
Thảo|Nguyễn|thao.nguyen`;

/** Names in several scripts. */
export const samplePeople: readonly SamplePerson[] = people.split('\n').map((line) => {
	const [first = '', last = '', address = ''] = line.split('|');
	return { first, last, address };
});

/** Companies and the domain of their addresses. */
export const sampleCompanies: ReadonlyArray<{ name: string; domain: string }> = [
	{ name: 'Example Networks', domain: 'networks.example' },
	{ name: 'Sample Metals', domain: 'metals.example' },
	{ name: 'Grünwald Maschinenbau', domain: 'gruenwald.example' },
	{ name: '東雲ソフトウェア', domain: 'shinonome.example' },
	{ name: 'مؤسسة النخيل', domain: 'nakheel.example' },
	{ name: 'Северный ветер', domain: 'severny.example' },
	{ name: 'Ateliers Bérénice', domain: 'berenice.example' },
	{ name: 'Harbour Lane Logistics', domain: 'harbourlane.example' },
	{ name: 'Ñandú Analytics', domain: 'nandu.example' },
];

/** What the sample campaigns are about. */
export const sampleOccasions: readonly string[] = [
	'Onboarding box',
	'Coffee on us',
	'Quarterly thank-you',
	'Merci pour votre confiance',
	'Willkommen im Team',
	'Renewal celebration',
	'お歳暮ギフト',
	'新年快乐礼盒',
	'감사 선물',
	'هدية شكر وتقدير',
	'С Новым годом',
	'Dziękujemy za współpracę',
	'¡Feliz aniversario!',
	'Lunch & learn',
	'Handwritten note',
	'Executive wine pair',
	'Event follow-up',
	'Doação solidária',
	'Referral reward',
	'Demo day e-card',
];

/** Teams that get campaigns of their own. */
export const sampleTeams: readonly string[] = [
	'Partner Success',
	'Enterprise Sales',
	'Vertrieb Süd',
	'Équipe Produit',
	'カスタマーサクセス',
	'华东销售',
	'فريق التسويق',
	'Отдел продаж',
	'People Operations',
	'Field Marketing',
	'Atención al cliente',
	'Renewals',
];
