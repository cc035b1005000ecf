/* language_words_latin.c - languages in Latin letters */
#include "indexer/text/language_words.h"

/* Bosnian, Croatian and Serbian differ in a few words only; so do others of
 * one kin. */
const struct language_words language_words_latin[] = {
	{
		.tag = "en",
		.words = "the of and to in a is that for it on was with as be "
			 "at by he from are have has had not but they his her "
			 "she were this will which who their been its an or "
			 "said would about more after when there than also "
			 "says over new into out can could no if we you i us "
			 "how what why s t don first last day year years man "
			 "woman police back down off against war world may "
			 "might during between before under while because "
			 "state house two amid deal since around across "
			 "through most these those him them plan plans calls "
			 "being make makes get here just like still",
		.ends = "ing tion tions ed ly ment ness ould ight",
	},
	{
		.tag = "de",
		.words = "der die und in den von zu das mit sich des auf für "
			 "ist im dem nicht ein eine als auch es an werden aus "
			 "er hat dass sie nach wird bei einer um am sind noch "
			 "wie einem über einen so zum war haben nur oder aber "
			 "vor zur bis mehr durch man sein wurde sei wir ich "
			 "gegen vom kann schon wenn habe ihre ihr unter sagte "
			 "soll keine seine diese können wegen zwischen immer "
			 "neue neuen neuer neues was wer wo warum gibt kommt "
			 "macht zwei drei beim ins ab trotz heute weiter alle "
			 "jahre jahren polizei regierung will deutsche "
			 "deutschen deutscher deutschland damit etwa hatte "
			 "hatten ihrer ihren seiner denn doch dort gegenüber "
			 "gericht mann frau prozent zweite erste ersten wieder "
			 "fordert uhr euro mehrere viele ohne bereits",
		.ends = "ung ungen lich ischen keit heit schaft isch eren "
			"enden",
		.letters = "ä ö ü ß",
	},
	{
		.tag = "fr",
		.words = "de la le les et des en un une du est que dans qui il "
			 "par pour au sur pas plus ce se ne sont avec aux ont "
			 "été son sa ses ou mais comme cette ces être a elle "
			 "leur nous vous à l d qu n c j on deux après entre "
			 "selon fait sans aussi ans ils y très contre dit "
			 "était avait face vers chez pourquoi comment quoi "
			 "encore moins toujours jamais avaient gouvernement "
			 "guerre faire peut doit veut trois premier première "
			 "nouvelle nouveau depuis lors",
		.ends = "tion ment eur euse aire eaux ait ent ique ées iers",
		.letters = "é è ê à ç ù î ï ô û œ ë â",
	},
	{
		.tag = "es",
		.kin = "ibero",
		.words = "de la que el en y a los se del las un por con no una "
			 "su para es al lo como más o pero sus le ha me si sin "
			 "sobre este ya entre cuando todo esta ser son dos "
			 "también fue había era muy años hasta desde está mi "
			 "porque qué sólo han yo hay contra tras durante según "
			 "ante hace dijo cómo nuevo nueva nuevos gobierno "
			 "guerra primer primera presidente hacia cada ni tiene "
			 "tienen puede otros otra así mientras donde parte",
		.ends = "ción ciones mente ado ados ando idad ero iento aron",
		.letters = "á é í ó ú ñ ü",
	},
	{
		.tag = "pt",
		.kin = "ibero",
		.words = "de a o que e do da em um para é com não uma os no se "
			 "na por mais as dos como mas foi ao ele das tem à seu "
			 "sua ou ser quando muito há nos já está eu também só "
			 "pelo pela até isso ela entre era depois sem mesmo "
			 "aos ter seus quem nas me esse eles estão você tinha "
			 "foram num nem às minha têm numa pelos elas havia "
			 "seja qual será nós segundo após sobre disse ainda",
		.ends = "ção ções mente ado ada inho dade ões eira eiro ando",
		.letters = "ã õ ç á é í ó ú â ê ô à",
	},
	{
		.tag = "gl",
		.rare = true,
		.kin = "ibero",
		.words = "de a o que e do da en un unha os no na por máis as "
			 "dos como foi ao non é para polo pola con ou seu súa "
			 "xa tamén cando hai galicia galego xunta onte moi "
			 "sobre entre ata desde este esta nos nas eu só ser "
			 "pero",
		.ends = "ción cións mente dade",
		.letters = "ñ á é í ó ú",
	},
	{
		.tag = "ca",
		.words = "de la i el a en que els per un una amb les del al es "
			 "no va més ha dels és com però aquest aquesta són ser "
			 "als seva seu pel o si també han entre fins segons "
			 "perquè molt hi on ja tot anys després sobre sense l "
			 "d s",
		.ends = "ció cions ment itat",
		.letters = "à è é í ò ó ú ç ï ü",
	},
	{
		.tag = "it",
		.words = "di e il la che in un a è per una del della con non "
			 "si da le i sono dei al ha alla nel gli più come "
			 "anche lo ma delle nella se o ed suo sua su dal dalla "
			 "ai questo questa dopo era hanno stato degli ci "
			 "quando tra fra essere loro prima così contro due "
			 "anni dell all nell l d sull dall perché stata sta "
			 "chi cui fatto già ancora cosa nuovo nuova guerra "
			 "governo presidente ecco oggi quali ogni senza dove",
		.ends = "zione zioni mente ato ata ità aggio enti etto ella",
		.letters = "à è é ì ò ù",
	},
	{
		.tag = "ro",
		.words = "de și în a la cu nu o din că un pe pentru este care "
			 "mai să se au ca fi sau prin după fost al ale lui "
			 "sunt dar sa fără către între până cele această acest "
			 "iar unei unui nici ei lor era asupra privind "
			 "potrivit ani va spus şi",
		.ends = "ului elor ilor ție ții ile area ească",
		.letters = "ă â î ș ț ş ţ",
	},
	{
		.tag = "nl",
		.words = "de van het een en in is dat op te zijn met voor niet "
			 "die aan er om ook als bij dan maar door naar uit nog "
			 "over wordt heeft tot worden hij was ze ik werd meer "
			 "deze of na zich haar kan geen hun al wel zo we je "
			 "volgens onder tegen moet zegt waar jaar tussen zou "
			 "dit mensen veel nieuwe twee drie politie kabinet "
			 "eerste waarom hoe wat wie krijgt gaat komt toch alle "
			 "kunnen",
		.ends = "heid lijk lijke ing ingen atie eren aar sche",
		.letters = "ë ï",
	},
	{
		.tag = "af",
		.rare = true,
		.words = "die van en in is het nie wat om te dat met vir hy op "
			 "sy was hulle aan by ook sal as uit word ek so haar "
			 "nog deur maar kan moet na daar oor ons jy meer se "
			 "tussen gesê teen",
		.ends = "heid lik asie ings",
		.letters = "ê ë ô",
	},
	{
		.tag = "lb",
		.rare = true,
		.words = "de den d an a vun mat fir ass net et op och e si "
			 "hunn dat datt déi eng beim zu gëtt goufen hu awer "
			 "wéi méi nach vum zum sech huet gouf sinn keng vu bei",
		.ends = "éiert ung ungen",
		.letters = "ë é ä",
	},
	{
		.tag = "sv",
		.kin = "norse",
		.words = "och i att det som en på är av för med den till har "
			 "de inte om ett han men var jag från vi så kan när "
			 "man hon nu ska också efter sig eller än mot vid hade "
			 "skulle sin under sina mycket bara där över blir blev "
			 "mer får vara säger här denna dem detta finns utan "
			 "några enligt mellan år alla går upp ut nya ny tar "
			 "kräver polisen sverige svenska vill inför ger bli "
			 "stor skadad talar lanserar inatt två stora största "
			 "första nytt vad varför hur hos fick företag miljoner "
			 "procent väntas sker vinna ökar",
		.ends = "ningen heten ande arna erna orna tion ligt iska",
		.letters = "å ä ö",
	},
	{
		.tag = "da",
		.kin = "norse",
		.words = "og i at det er en på til af for med den de som ikke "
			 "har der et han om fra var men så vil sig blev hun "
			 "kan også jeg efter eller skal havde hvor ved blive "
			 "bliver være mod nu kun over når end op ud hvad "
			 "mellem mere siger nogle meget mig uden denne dette "
			 "alle noget gør år under sagde regeringen politiet "
			 "danmark danske dansk",
		.ends = "ningen heden ende erne elsen lige ske",
		.letters = "æ ø å",
	},
	{
		.tag = "no",
		.kin = "norse",
		.words = "og i det er en på til av for med som den at de ikke "
			 "har et han om fra var men så vil seg ble hun kan "
			 "også jeg etter eller skal hadde hvor ved bli blir "
			 "være mot nå bare over når enn opp ut hva mellom mer "
			 "sier noen mye meg uten denne dette alle noe gjør år "
			 "under å etterforskning sa regjeringen politiet norge "
			 "norske norsk",
		.ends = "ningen heten ende ene elsen lige ske",
		.letters = "æ ø å",
	},
	{
		.tag = "nn",
		.rare = true,
		.kin = "norse",
		.words = "og i det er ein på til av for med som den at dei "
			 "ikkje har eit han om frå var men så vil seg vart ho "
			 "kan også eg etter eller skal hadde kor ved bli blir "
			 "vere mot no berre over når enn opp ut kva mellom "
			 "meir seier nokre mykje meg utan denne dette alle "
			 "noko gjer år under å",
		.ends = "inga ane heita ende",
		.letters = "æ ø å",
	},
	{
		.tag = "is",
		.words = "og að í á er sem til við um var en með fyrir það af "
			 "ekki hann þess eru frá því hefur þar hún ég verið sé "
			 "eða hafa þá sér þeir segir upp eftir verður nú hafi "
			 "þessi þegar úr",
		.ends = "inum unum anna ingar",
		.letters = "þ ð æ ö á é í ó ú ý",
	},
	{
		.tag = "fi",
		.words = "ja on ei se että hän oli mutta kun myös ovat ole tai "
			 "niin kuin joka sen hänen olla mukaan vain vuoden jo "
			 "sitä mitä nyt ne jos siitä vuonna sekä olisi voi "
			 "jälkeen kanssa enemmän kaikki tämä sanoo ennen joita "
			 "jotka noin eivät he minä tämän hyvin aikana",
		.ends = "ssa ssä sta stä lla llä lta ltä lle een iin inen ksi "
			"taan tään neet nut",
		.letters = "ä ö",
	},
	{
		.tag = "et",
		.words = "ja on ei et see oli ta kui ka mis aga või ning kes "
			 "tema selle oma siis nii veel mida seda kuid olid "
			 "pole ma üks eesti aastal ütles pärast juba koos "
			 "nende välja ainult üle enam väga saab kas peale "
			 "tuleb",
		.ends = "use ste mine mise dele sse nud tud takse line",
		.letters = "ä ö õ ü",
	},
	{
		.tag = "lv",
		.words = "un ir par ar no kas uz ka bija tas arī pēc kā lai "
			 "vai to gan bet nav viņš tiek tika gada latvijas šo "
			 "ne līdz savu jau tā var būs tikai pie pret kurš "
			 "teica norādīja vairāk viņa kad ļoti",
		.ends = "ības ība šana anas ājis iem jas",
		.letters = "ā č ē ģ ī ķ ļ ņ š ū ž",
	},
	{
		.tag = "lt",
		.words = "ir kad į su tai bei yra iš apie kaip tik dėl už buvo "
			 "jis nuo o jo bet per pat ne ar po jau taip metų "
			 "lietuvos savo gali šis dar tačiau jų tarp jei šiuo "
			 "sakė pagal kurie kuris nėra prie daug labai",
		.ends = "mas imo imas iai ams ose ėjo ijos ybės",
		.letters = "ą č ę ė į š ų ū ž",
	},
	{
		.tag = "pl",
		.words = "w i na z do się nie że to jest o po jak przez za od "
			 "dla są ale co tym oraz już który które może tylko "
			 "tego ze przed także był była było jego jej ma być a "
			 "tak ich czy pod bardzo gdy nad roku również podczas "
			 "której którzy będzie lat między sobie mnie",
		.ends = "ego ych owy owa ości ość anie enia enie ami iej ymi "
			"cja cji",
		.letters = "ą ć ę ł ń ó ś ź ż",
	},
	{
		.tag = "cs",
		.kin = "czech",
		.words = "a v na se že je s z do o to i za pro po jako ve by "
			 "jsem ale od ze k také jeho podle už které který není "
			 "tak byl jsou bude při která co jen byla bylo má však "
			 "před nebo mezi jak roku uvedl řekl během její této "
			 "jejich ještě až kdy proti budou být",
		.ends = "ého ých ými ost ích ovat ový ová ání ení ému",
		.letters = "ě š č ř ž ý á í é ů ú ď ť ň ó",
	},
	{
		.tag = "sk",
		.kin = "czech",
		.words = "a v na sa že je s z do o to i za pre po ako vo by "
			 "som ale od zo k aj jeho podľa už ktoré ktorý nie tak "
			 "bol sú bude pri ktorá čo len bola bolo má však pred "
			 "alebo medzi uviedol povedal počas jej tejto ich ešte "
			 "až keď proti budú byť roku tiež môže",
		.ends = "ého ých ými osť ovať ový ová anie enie ému och",
		.letters = "š č ž ý á í é ú ď ť ň ó ľ ĺ ŕ ä ô",
	},
	{
		.tag = "sl",
		.words = "in je v na se za da so pa ki z bi tudi kot po s ne "
			 "ni bo od pri do še med ob že o ali ter sta bil bila "
			 "kar več jih lahko zaradi svoje letu leta slovenije "
			 "dejal kako ima tako smo vse pred proti niso če zelo",
		.ends = "nja nje ega emu osti ost ova",
		.letters = "č š ž",
	},
	{
		.tag = "hr",
		.kin = "south",
		.words = "i u je na se da za su o od s a koji će iz ne što kao "
			 "bi nije to sa koja do te koje po godine samo ali još "
			 "nakon zbog bio ili više ima prema bila biti može "
			 "kako tijekom tko gdje prije također vrijeme mjesto "
			 "rekao već između bez sve kojima uvjeti tisuća vlade "
			 "uz kazao istaknuo siječnja veljače ožujka travnja "
			 "svibnja lipnja srpnja kolovoza rujna listopada "
			 "studenoga prosinca europske hrvatske dvije tjedan "
			 "tjedna sustav sustava tvrtka tvrtke izvješće "
			 "izvijestio općine županije nogomet povijesti uporabu "
			 "priopćio priopćenju ravnatelj hrvatski hrvatska "
			 "hrvatskoj netko točno",
		.ends = "nja nje ijeg osti ovati anje",
		.letters = "č ć đ š ž",
	},
	{
		.tag = "sr",
		.kin = "south",
		.words = "i u je na se da za su o od s a koji će iz ne što kao "
			 "bi nije to sa koja do te koje po godine samo ali još "
			 "nakon zbog bio ili više ima prema bila biti može "
			 "kako tokom ko gde pre takođe vreme mesto rekao već "
			 "između bez sve šta hiljada vlade uz kazao januara "
			 "februara marta aprila maja juna jula avgusta "
			 "septembra oktobra novembra decembra evropske srbije "
			 "posle ovde dve sedmica nedelje sistem sistema "
			 "istorije fudbal saopštio saopštenju hiljadu opštine "
			 "uopšte tačno uslovi beogradu lepo dece",
		.ends = "nja nje osti ovati anje",
		.letters = "č ć đ š ž",
	},
	{
		.tag = "bs",
		.rare = true,
		.kin = "south",
		.words = "i u je na se da za su o od s a koji će iz ne što kao "
			 "bi nije to sa koja do te koje po godine samo ali još "
			 "nakon zbog bio ili više ima prema bila biti može "
			 "kako tokom ko gdje prije također vrijeme mjesto "
			 "rekao već između bez sve šta hiljada vlade uz kazao "
			 "januara februara marta aprila maja juna jula augusta "
			 "septembra oktobra novembra decembra evropske bih "
			 "bosne hercegovine sarajevu poslije dvije sedmica "
			 "sedmice sistem sistema historije kanton kantona "
			 "fudbal saopćio saopćenju hiljadu općina tačno uslovi",
		.ends = "nja nje ijeg osti ovati anje",
		.letters = "č ć đ š ž",
	},
	{
		.tag = "sq",
		.rare = true,
		.words = "të e në dhe i për me një që nga se është u si nuk ka "
			 "më ky kjo por janë do edhe ai tij ishte kanë ku pas "
			 "mund duke deri gjatë shqipërisë kosovës tyre sipas "
			 "tha këtë vetëm kur kështu",
		.ends = "ave eve isë imit",
		.letters = "ë ç",
	},
	{
		.tag = "hu",
		.words = "a az és hogy nem is egy meg de ez van volt azt már "
			 "csak mint el ki még szerint ha lehet után kell mert "
			 "vagy ezt pedig volna ami aki amely akik között "
			 "minden magyar év úgy lesz most nagyon azonban "
			 "illetve miatt során több első lett így",
		.ends = "ban ben nak nek ból ből tól től hoz val vel ság ség "
			"ott ett ása ése ként",
		.letters = "á é í ó ö ő ú ü ű",
	},
	{
		.tag = "tr",
		.kin = "turkic",
		.words = "ve bir bu da de için ile olarak çok daha olan gibi "
			 "en kadar sonra ne var ki değil her o ya olduğunu ise "
			 "ancak ama göre mi oldu şu biz yok önce tarafından "
			 "dedi yeni türkiye üzerinde yıl eden etti edildi ben",
		.ends = "lar ler ları leri nın nin lık lik dan den ında inde "
			"yor mış miş dır dir ması mesi",
		.letters = "ç ğ ı ö ş ü",
	},
	{
		.tag = "az",
		.kin = "turkic",
		.words = "və bir bu da də üçün ilə olan kimi daha o hər edib "
			 "ki sonra olub çox azərbaycan ən bildirib görə var "
			 "isə qədər deyib olunub tərəfindən bunu ya onun lakin",
		.ends = "lar lər ları ləri nın nin lıq lik dan dən ında ində "
			"dır dir",
		.letters = "ə ç ğ ı ö ş ü",
	},
	{
		.tag = "id",
		.kin = "malay",
		.words = "yang dan di itu dengan untuk tidak ini dari dalam "
			 "akan pada juga saya ke karena bisa ada oleh sudah "
			 "mereka atau kata seperti telah tersebut bahwa lebih "
			 "kami kita dia ia hanya kepada sebagai saat lain "
			 "menjadi harus masih satu adalah orang tahun namun "
			 "antara setelah pihak dapat hingga saja mengatakan "
			 "uang pemerintah mencoba berkas sedang kalau jakarta",
		.ends = "nya kan asi",
	},
	{
		.tag = "ms",
		.kin = "malay",
		.words = "yang dan di itu dengan untuk tidak ini dari dalam "
			 "akan pada juga saya ke kerana boleh ada oleh sudah "
			 "mereka atau kata seperti telah tersebut bahawa lebih "
			 "kami kita dia beliau hanya kepada sebagai ketika "
			 "lain menjadi perlu masih satu adalah orang tahun "
			 "namun antara selepas pihak dapat sehingga sahaja "
			 "berkata bagi turut daripada negara kerajaan serta "
			 "tetapi apabila wang cuba fail sedang kalau kuala "
			 "malaysia",
		.ends = "nya kan asi",
	},
	{
		.tag = "tl",
		.words = "ang ng sa na mga ay at ni si hindi para ito kay siya "
			 "ko mo nang pa lang kung may din rin niya nila sila "
			 "po ka pero dahil isang kanyang ating mula naman "
			 "bilang ayon",
	},
	{
		.tag = "vi",
		.words = "và của là có được cho các trong người không với một "
			 "những đã này khi để từ đến năm tại về trên ông ra "
			 "cũng bị phải sẽ việc sau theo vào như nhiều đang hơn",
		.letters = "ă â đ ê ô ơ ư",
	},
	{
		.tag = "eu",
		.rare = true,
		.words = "eta da ez du bat dute ere baina izan zen dira egin "
			 "den dio bere edo arabera hau dela gero beste egiten "
			 "euskal ditu zuen zuten behar",
		.ends = "rekin aren etan tzen ekin",
	},
	{
		.tag = "ga",
		.rare = true,
		.words = "agus an na ar a i is go le sé de do tá bhí ag ach "
			 "nach raibh sin sa leis seo gur mar ó",
		.letters = "á é í ó ú",
	},
	{
		.tag = "cy",
		.rare = true,
		.words = "y yn a i o ar ei mae yr am wedi bod fod gan ond "
			 "hefyd oedd sydd ac eu hyn fel ddim yw",
		.letters = "ŵ ŷ",
	},
	{
		.tag = "mt",
		.rare = true,
		.words = "u il li ta fil minn ma f dan biex kien tal għal hija "
			 "huwa mill kif kienet jew x lill għall",
		.letters = "ħ ġ ż ċ",
	},
	{
		.tag = "eo",
		.rare = true,
		.words = "la kaj de en estas al por ne ke kun el per ĉi tiu "
			 "tio estis sed aŭ pri li oni kiel kiu kiuj sur ĝi ili",
		.letters = "ĉ ĝ ĥ ĵ ŝ ŭ",
	},
	{
		.tag = "oc",
		.rare = true,
		.words = "de la lo los las e a del que per en es un una amb al "
			 "dels aquel pas ont son aquò mas coma dins aqueste "
			 "aquesta",
		.ends = "cion ament",
		.letters = "à è é í ò ó ú ç",
	},
	{
		.tag = "ku",
		.rare = true,
		.words = "û di de ji bi ku li ê jî ya yên xwe ne ew dibe ser "
			 "bo ev hate dike kirin hatin",
		.letters = "ê î û ş ç",
	},
	{
		.tag = "sw",
		.rare = true,
		.words = "ya wa na kwa ni katika za la kuwa hiyo huo baada cha "
			 "hii watu alisema huyo pia vya lakini kama bila hilo "
			 "ambao ambayo wakati mwaka",
	},
};
const size_t language_words_latin_count =
	sizeof(language_words_latin) / sizeof(*language_words_latin);
