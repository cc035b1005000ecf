/* name_cue_words.c - the words of English news that are cues, by class */
#include "indexer/names/name_cue_words.h"

const struct cue_words cue_words[] = {
	{ CUE_THE, "the" },
	{ CUE_ARTICLE,
		"a an this that these those his her its their our my your some "
		"any no each every another both all" },
	{ CUE_IN, "in at near inside outside throughout across around" },
	{ CUE_FROM, "from to toward towards into via onto through" },
	{ CUE_OF, "of" },
	{ CUE_BY, "by" },
	{ CUE_WITH,
		"with for against versus vs v between among over than like on "
		"under" },
	{ CUE_AND, "and or plus" },
	{ CUE_SAY,
		"said says say saying told tells asked added adds announced "
		"reported believes thinks thought argued insisted warned noted "
		"explained acknowledged admitted denied declared stated "
		"suggested claimed wrote replied commented recalled predicted "
		"urged hopes hoped vowed pledged expects expected estimated "
		"disclosed confirmed reiterated stressed promised called "
		"accused praised" },
	{ CUE_AUXILIARY,
		"is was were are be been being has had have having will would "
		"can could may might must shall should do does did not "
		"also" },
	{ CUE_PRONOUN,
		"he she they i we it you him them who whom whose which what me "
		"us himself herself itself themselves" },
	{ CUE_WHEN,
		"when while if but as after before although since because "
		"though until unless once where why how despite during without "
		"meanwhile however then now today yesterday tomorrow still so "
		"yet there here nor whether except amid within about" },
	{ CUE_TITLE,
		"mr mrs ms miss dr sir lord lady dame president prime minister "
		"premier chancellor secretary senator sen general gen governor "
		"gov king queen prince princess pope judge justice ambassador "
		"commissioner representative rep congressman congresswoman "
		"mayor lt lieutenant col colonel major maj captain capt "
		"admiral adm sgt sergeant cpl corporal rev reverend father "
		"brother sister archbishop bishop cardinal rabbi imam sheikh "
		"sheik ayatollah emperor emir sultan crown baron baroness "
		"count countess duke duchess professor prof herr frau monsieur "
		"madame senor senora don coach marshal brigadier cmdr "
		"commander supt inspector detective chairman vice deputy "
		"speaker mp mep taoiseach" },
	{ CUE_ROLE,
		"chairman chairwoman chief executive director manager coach "
		"captain minister secretary spokesman spokeswoman analyst "
		"economist trader dealer leader head founder member lawyer "
		"attorney officer official president governor editor author "
		"actor actress singer director writer striker midfielder "
		"defender goalkeeper pitcher batsman bowler driver skipper "
		"champion rider seed envoy negotiator ambassador candidate "
		"partner strategist treasurer owner boss player rival "
		"colleague opponent veteran rookie winger fullback novelist "
		"musician artist designer billionaire tycoon financier "
		"investor professor scientist doctor researcher correspondent "
		"reporter photographer aide adviser advisor dissident "
		"activist prosecutor victim suspect teammate compatriot "
		"countryman star guerrilla general commander politician "
		"legislator lawmaker senator deputy successor predecessor "
		"opposition former ex hitter catcher outfielder shortstop "
		"rebel teenager left-hander right-hander starter reliever" },
	{ CUE_KIN, "wife husband son daughter brother sister father mother "
		   "widow uncle aunt cousin nephew niece grandson friend "
		   "girlfriend boyfriend" },
	{ CUE_PLAY,
		"beat beats beating defeated defeats won win wins lost lose "
		"loses scored scores score hit hits led leads drew draw draws "
		"drawn thrashed edged downed topped trounced rallied homered "
		"doubled singled tripled pitched struck bowled caught played "
		"plays play hosted host qualified advanced faced face "
		"crushed routed clinched blanked shut swept trailed eliminated "
		"visiting lbw c b retired" },
	{ CUE_SPORT,
		"soccer cricket tennis golf baseball basketball football rugby "
		"hockey nfl nba nhl cycling athletics boxing motor racing "
		"swimming skiing match matches game goal goals innings inning "
		"wickets wicket overs tournament championship championships "
		"season cup league team teams squad fixture fixtures standings "
		"results scorers scorer halftime attendance round final finals "
		"semifinal quarterfinal seconds points home away victory win "
		"defeat tour test title race lap laps qualifying doubles "
		"singles seeded player players coach division inning rbi "
		"run runs" },
	{ CUE_COMPANY,
		"inc corp co ltd plc ag gmbh sa nv bv spa ab asa oy oyj as "
		"pty pte llc llp lp kk kg sarl srl bhd sdn corporation "
		"company companies incorporated limited cos inds group "
		"holdings holding industries partners associates trust "
		"technologies systems enterprises international resources "
		"laboratories motors airlines airways bancorp financial "
		"communications electronics pharmaceuticals petroleum "
		"insurance securities capital brothers bros sons energy "
		"chemical chemicals steel oil gas mining foods stores "
		"products services software semiconductor telecom "
		"telecommunications "
		"bancshares savings bankers investments properties realty "
		"entertainment pictures studios records networks labs "
		"instruments mills brands beverages breweries utilities power "
		"electric aerospace aircraft automotive computers computer "
		"healthcare medical savings loan mutual" },
	{ CUE_BODY,
		"bank university ministry party council commission committee "
		"department agency association federation union institute "
		"college school hospital court parliament congress senate "
		"assembly board bureau office authority fund foundation "
		"society organization organisation center centre police army "
		"navy force forces guard corps service administration league "
		"alliance front movement coalition exchange museum church "
		"embassy treasury reserve cabinet government airforce brigade "
		"battalion division command chamber house confederation "
		"academy laboratory orchestra ballet opera theatre theater "
		"symphony firm newspaper factory tribunal consortium "
		"secretariat directorate inspectorate registry ombudsman "
		"guild lodge club bloc cartel junta militia mission "
		"community conference network forum task panel unit clinic "
		"library observatory" },
	{ CUE_CLUB,
		"united city rovers fc sc ac afc cf fk sk bk albion wanderers "
		"athletic rangers county hotspur villa palace forest dynamo "
		"dinamo spartak lokomotiv real sporting inter torpedo "
		"olympiakos "
		"ajax eintracht borussia bayern bayer hapoel maccabi betar "
		"racing atletico deportivo olympique town wednesday argyle "
		"orient alexandra stanley celtic hearts sox reds cubs giants "
		"tigers bears lions eagles hawks bulls kings stars sharks "
		"devils panthers jets dolphins broncos cowboys raiders "
		"warriors rockets lakers yankees mets braves dodgers "
		"cardinals pirates astros angels mariners twins indians "
		"orioles royals brewers padres phillies expos marlins rockies "
		"athletics blue jays white knights saints crusaders ramblers "
		"vikings falcons packers steelers bills colts patriots rams "
		"chiefs chargers seahawks buccaneers redskins oilers ravens "
		"bengals jaguars wizards bullets celtics nets heat magic "
		"hornets cavaliers pistons pacers bucks timberwolves jazz "
		"nuggets spurs mavericks suns clippers supersonics blazers "
		"trail bruins sabres canadiens senators penguins flyers "
		"islanders capitals lightning blackhawks blues wild flames "
		"canucks avalanche coyotes ducks predators thrashers" },
	{ CUE_MEDIA, "times post news daily tribune journal gazette radio "
		     "television tv herald telegraph guardian observer press "
		     "chronicle mirror star sun express mail weekly magazine "
		     "broadcasting newspaper agency review newsroom desk" },
	{ CUE_LAND,
		"river lake mount mountain mountains island islands sea ocean "
		"bay street road avenue square airport valley county province "
		"state region district peninsula strait gulf desert coast "
		"cape port fort park stadium beach harbor harbour creek hill "
		"hills springs falls canal highway boulevard bridge city town "
		"village republic kingdom territory territories capital "
		"canyon forest heights plaza prison palace border ground "
		"oval arena field speedway circuit reef delta basin plateau "
		"autonomous suburb camp base pass" },
	{ CUE_SIDE,
		"north south east west northern southern eastern western "
		"central northeast northwest southeast southwest "
		"northeastern northwestern southeastern southwestern new upper "
		"lower great greater inner outer" },
	{ CUE_EVENT,
		"cup open championship championships olympics games war act "
		"treaty prize award awards festival day conference agreement "
		"accord accords tour grand prix series masters derby "
		"revolution olympic summit week year plan law bill resolution "
		"classic medal trophy stakes handicap convention protocol "
		"christmas easter thanksgiving ramadan index average bowl "
		"ballon test operation" },
	{ CUE_TIME,
		"january february march april may june july august september "
		"october november december jan feb mar apr jun jul aug sept "
		"sep oct nov dec monday tuesday wednesday thursday friday "
		"saturday sunday mon tue tues wed thu thur thurs fri sat "
		"gmt est edt cet bst utc" },
	{ CUE_NATION,
		"american british german french italian spanish russian soviet "
		"chinese japanese korean indian pakistani iraqi iranian "
		"israeli palestinian egyptian syrian lebanese jordanian saudi "
		"kuwaiti turkish greek cypriot bulgarian romanian hungarian "
		"polish czech slovak slovenian croatian serbian bosnian serb "
		"croat muslim albanian macedonian ukrainian belarussian "
		"belarusian lithuanian latvian estonian finnish swedish "
		"norwegian danish dutch belgian swiss austrian irish scottish "
		"welsh english portuguese mexican cuban brazilian argentine "
		"chilean peruvian colombian venezuelan bolivian ecuadorean "
		"canadian australian african european asian arab kurdish "
		"kurd chechen afghan vietnamese cambodian thai burmese "
		"indonesian malaysian filipino philippine singaporean "
		"taiwanese tibetan nepali sri lankan bangladeshi kenyan "
		"ugandan rwandan hutu tutsi nigerian ghanaian ethiopian "
		"somali sudanese libyan tunisian algerian moroccan angolan "
		"zairean zambian zimbabwean mozambican western latin "
		"americans germans russians israelis palestinians serbs "
		"croats kurds iraqis iranians turks arabs britons europeans "
		"africans italians indians canadians australians swede dane "
		"finn pole spaniard frenchman dutchman briton scot "
		"englishman irishman swiss georgian armenian azeri uzbek "
		"kazakh tajik kyrgyz mongolian icelandic maltese haitian "
		"jamaican panamanian nicaraguan salvadoran guatemalan "
		"honduran yemeni omani qatari bahraini basque catalan "
		"corsican flemish tamil sikh sinhalese zulu bosnians "
		"albanians chechens cubans" },
	{ CUE_FAITH, "moslem moslems muslims christian christians catholic "
		     "catholics protestant protestants jewish jew jews islamic "
		     "islam hindu hindus buddhist orthodox anglican methodist "
		     "lutheran baptist sunni shiite shia communist communists "
		     "socialist socialists nazi nazis republican republicans "
		     "democrat democrats tory tories labour liberal liberals "
		     "conservative conservatives marxist marxists maoist "
		     "nationalist "
		     "islamist islamists black hispanic" },
	{ CUE_MONEY,
		"shares share stock stocks bonds bond unit subsidiary profit "
		"revenue earnings percent pct dlrs dollar dollars mln bln "
		"billion million yen marks francs lire pounds sterling cts "
		"net loss dividend stake merger takeover sales based owned "
		"rating rated debt notes investors trading market markets "
		"company firm maker giant bank workers employees newspaper "
		"magazine officials troops rebels forces supporters" },
	{ CUE_PARTICLE,
		"for de la van der von den bin al el ibn di da du dos das do "
		"le "
		"les ben ter ten del della abu ul ur e y i mac mc af zu st" },
	{ CUE_SAINT, "st san santa saint los las el sao ste sainte puerto "
		     "santo rio tel fort mount port costa la le" },
	{ CUE_KIND,
		"national international federal american general first royal "
		"democratic republican social communist labour liberal "
		"conservative united world european central public popular "
		"people peoples socialist national supreme high foreign "
		"defence defense finance interior justice health trade "
		"industry agriculture education economic security "
		"environmental human christian islamic revolutionary "
		"liberation workers free state global universal standard "
		"pacific atlantic northern southern air media medical "
		"commercial industrial joint special" },
	{ CUE_NUMBER,
		"one two three four five six seven eight nine ten eleven "
		"twelve first second third fourth fifth sixth seventh eighth "
		"ninth tenth hundred thousand dozen" },
	{ CUE_STATE,
		"calif mich mo nj ny fla tex ill ohio wash ore ariz colo conn "
		"del ga ind kan ky md mass minn miss mont neb nev nm nc nd "
		"okla pa ri sc sd tenn va vt wva wis wyo ont que dc" },
	{ CUE_SUFFIX, "jr sr ii iii iv" },
	{ CUE_COMMON,
		"about above according account across act action activity "
		"again against age agency ago agree agreed agreement ahead aid "
		"aim air allow almost alone along already although always "
		"amid among amount analysts another answer any appeal appear "
		"approve area arms around arrest arrested art asks assets "
		"attack attacks away back bad bank banks base battle bid big "
		"bills black blast board body bomb book border both break "
		"bring brings brokers building business buy buys buyers call "
		"calls campaign capital car case cash cause central chance "
		"change changes charge charges check chief child children "
		"city claim claims clash class clear close closed closing club "
		"coffee cold come comes coming common complete condition "
		"consumer continue control corn corporate cost costs cotton "
		"council country court crash crisis crop crude current cut "
		"cuts daily data date dead deal deals death debate debt "
		"decision demand deny denies details die died dies direct "
		"down drop drug drugs due early earlier easy economic economy "
		"edge election elections end ended ends enough eq even event "
		"ever every exchange exports face faces fail fails fair fall "
		"falls fans far fast fear fears federal few field fight file "
		"final finance financial find fire firm firms first five fixed "
		"flat flight food foreign form former forecast found free "
		"freed french full fund funds further future gain gains gas "
		"general get gets girl give given gives global go goes gold "
		"good government grain great group grow growth gun had half "
		"hand hands hard he head heads health hear heavy held help "
		"high higher highest his hit hits hold holds home hope hopes "
		"hospital hot hour house human hurt imports including income "
		"index industrial industry inflation insider insurance "
		"interest interim issue issues job jobs join joint judge just "
		"keep keeps key kill killed kills king know land large last "
		"late later latest launch law lead leader leaders leading "
		"leads leave leaves left less level life light like likely "
		"line list little live living local long longer look loss "
		"losses lost low lower made main major make makes making man "
		"many market markets mass matter measure media meet meeting "
		"meets men merger middle military mine minister minor miss "
		"mixed money month months more most move moves much murder "
		"name named names nation national near need net never new "
		"news next night no none north note nuclear number oct off "
		"offer offers office officer official officials oil old open "
		"opens opposition option order orders other others out outlook "
		"over own owner page parliament part party past pay peace "
		"people percent period place plan plane plans plant play "
		"players plc point police policy political poll polls poor "
		"port power premier press price prices private probe problem "
		"production profit profits program project protest public "
		"put puts quake quarter question quick quit quits raid rain "
		"raise raises rally ranking rape rate rates read ready real "
		"rebel rebels record recovery red reform refugees reject "
		"rejects release released report reports research result "
		"results return returns revenue review rice right rights rise "
		"rises rising risk road role rose rule rules run sale sales "
		"same say says school sea search second see seek seeks seen "
		"sees sell sells send sends senior sent set sets seven several "
		"share shares sharp shipping shooting short should show shows "
		"side sign signs single site six slow small social sold some "
		"soon source sources south soy soybean special speech spot "
		"spread staff stage stake start starts state statement states "
		"station stay steady steel step still stock stocks stop storm "
		"strike strikes strong study such sugar summary summit support "
		"sure survey take takes talk talks target tax technical ten "
		"term terms test that their there these they thing third this "
		"those three threat threaten time times title to told tonnes "
		"top total trade trader traders trading traffic train "
		"transport trial tried troops try turn turns two under union "
		"unit up urges us use used value very victim victims victory "
		"view visit vote votes vows wait wants war warn warns was "
		"watch water way ways weak weather week weekend weekly well "
		"went west wheat white whole why wide win wins winner winners "
		"with woman women word work worker workers working works "
		"world worst would year years yen yield young your shr shrs "
		"qtr avg revs ended dividend payable prior note oper cts "
		"only most other several despite based following given "
		"according asked under using none nearly nobody nothing "
		"something everyone everybody anyone perhaps maybe earlier "
		"later recently overall elsewhere instead besides neither "
		"either such same own thus hence indeed finally initially "
		"officials analysts traders dealers shares prices police "
		"troops rebels investors economists authorities residents "
		"witnesses critics supporters opponents workers soldiers "
		"sources doctors lawyers prosecutors diplomats students "
		"yes ok please thanks thank hi hello oh lol rt" },
	{ CUE_VERB,
		"visit visited visiting left arrived flew went moved travelled "
		"traveled returned lives lived born died near northwest "
		"outside leaving entered reached town city village capital "
		"province region district suburb island airport streets "
		"refugees border" },
	{ CUE_NONE, NULL },
};

const char *const cue_endings[CUE_ENDINGS] = { "shire", "stan", "burgh", "bury",
	"ville", "mouth", "chester", "ingham", "field", "ford", "land", "burg",
	"grad", "town", "city", "port", "berg", "ville", "hampton", "polis",
	"abad", "pur", "nagar", "heim", "hausen", "stadt", "dorf", "sson",
	"sen", "son", "enko", "ovic", "evic", "vich", "wicz", "ski", "sky",
	"ska", "skaya", "ova", "eva", "ov", "ev", "off", "escu", "opoulos",
	"akis", "idis", "shvili", "dze", "yan", "ian", "ez", "elli", "etti",
	"ini", "ing", "ed", "ese", "ish", "ism", "ists", "ers", "ia" };
