// The words of the built-in is_a table, by the WordNet noun sense they must fall under ("animal 1" is the first sense of animal).
// Of several senses of a word below that sense the most frequent one is meant. Kinds are in the lists too: a kind that is not
// listed is passed over, and its members belong to the next listed kinds above it. "dolphin#2" asks for the second sense;
// _ stands for a space.

export const EVERYDAY_WORDS = {
  "living_thing 1": "living_thing",

  "animal 1": `
    animal vertebrate invertebrate mammal bird reptile amphibian fish insect arachnid crustacean mollusk worm arthropod carnivore rodent primate
    marsupial ungulate ruminant canine feline bear ape monkey seal walrus sea_lion otter raccoon badger skunk weasel mink ferret
    whale dolphin#2 porpoise dog puppy cat kitten wolf fox coyote jackal hyena lion tiger leopard cheetah jaguar cougar lynx polar_bear
    brown_bear grizzly giant_panda lesser_panda horse pony donkey mule zebra pig boar hippopotamus rhinoceros elephant mammoth giraffe okapi
    camel llama alpaca cow bull ox calf bison yak sheep lamb ram goat antelope gazelle deer reindeer moose rabbit hare mouse rat hamster
    gerbil guinea_pig squirrel chipmunk beaver porcupine marmot mole shrew bat anteater armadillo sloth kangaroo wallaby koala
    wombat platypus gorilla chimpanzee orangutan gibbon baboon macaque lemur
    bird_of_prey songbird penguin ostrich emu kiwi chicken hen rooster turkey goose duck swan peacock#2 pheasant quail pigeon dove
    parrot parakeet cockatoo macaw cuckoo owl eagle hawk falcon vulture condor buzzard kite robin sparrow finch canary goldfinch crow raven
    magpie jay swallow swift lark nightingale thrush blackbird starling wren woodpecker hummingbird kingfisher toucan flamingo stork
    heron pelican gull albatross puffin
    snake python cobra viper rattlesnake boa lizard gecko iguana chameleon crocodile alligator turtle tortoise dinosaur
    frog salamander newt
    shark ray salmon trout tuna cod herring sardine anchovy mackerel carp goldfish pike perch eel sturgeon swordfish halibut flounder
    haddock hammerhead stingray
    ant bee wasp hornet bumblebee honeybee butterfly moth beetle ladybug firefly fly mosquito flea louse grasshopper cricket locust
    cockroach termite dragonfly mantis cicada bedbug
    spider tarantula scorpion tick mite crab lobster shrimp crayfish snail slug clam oyster mussel scallop squid octopus jellyfish coral
    starfish sponge earthworm leech centipede millipede pet
  `,

  "plant 2": `
    plant tree shrub herb flower vine grass fern weed conifer houseplant vascular_plant
    oak maple birch beech elm ash willow poplar chestnut walnut pine spruce fir cedar cypress larch yew juniper
    palm eucalyptus acacia baobab magnolia cactus bamboo mahogany teak
    rose tulip lily daisy sunflower orchid violet daffodil carnation lavender poppy iris dandelion chrysanthemum marigold petunia geranium
    hyacinth crocus snowdrop lotus jasmine begonia dahlia peony
    ivy nettle thistle clover heather holly hemp cotton flax tobacco wheat rye barley sugar_cane papyrus
  `,

  "fungus 1": "fungus mushroom yeast mold truffle toadstool",

  "food 2": `
    produce vegetable meat seafood cheese
    apple pear peach plum cherry apricot orange lemon lime grapefruit tangerine banana pineapple mango papaya kiwi_fruit grape raisin
    fig strawberry raspberry blackberry blueberry cranberry melon watermelon pomegranate avocado citrus berry edible_fruit
    tomato carrot onion leek cabbage cauliflower broccoli spinach lettuce celery asparagus cucumber pumpkin zucchini eggplant
    pea lentil chickpea turnip radish parsnip artichoke root_vegetable legume
    beef pork veal mutton ham bacon sausage steak salami mozzarella cheddar brie
    butter yogurt
  `,
  "baked_goods 1": "baked_goods bread pastry cake pie biscuit croissant doughnut muffin waffle pancake",
  "food 1": "food potato ice_cream dessert candy condiment flavorer sweetening spice dairy_product meal breakfast lunch dinner",
  "nutriment 1": "soup salad pizza sandwich hamburger omelet stew spaghetti pudding taco burrito sushi dish",
  "flavorer 1": "salt pepper vinegar mustard ketchup mayonnaise cinnamon ginger vanilla basil parsley thyme rosemary oregano garlic honey sugar",
  "beverage 1": "beverage alcohol wine beer whiskey vodka rum gin champagne cider coffee espresso cappuccino tea cocoa milk fruit_juice lemonade soft_drink cola mineral_water",

  "artifact 1": "artifact machine craft toy cutlery fabric jewelry equipment raft museum concrete brick",
  "tool 1": "tool hand_tool power_tool hammer saw drill screwdriver wrench pliers shovel spade rake hoe axe chisel file edge_tool knife scissors razor shears sickle scythe",
  "tableware 1": "tableware fork spoon chopstick crockery",
  "conveyance 3": `
    conveyance wheeled_vehicle motor_vehicle car bus truck taxi ambulance limousine convertible motorcycle bicycle tricycle tractor
    bulldozer train locomotive tram wagon cart sled vessel ship boat sailboat canoe kayak ferry yacht submarine lifeboat
    tanker barge warship aircraft_carrier aircraft airplane helicopter glider balloon airship jet spacecraft public_transport
  `,
  "vehicle 1": "vehicle rocket",
  "musical_instrument 1": `
    musical_instrument stringed_instrument wind_instrument percussion_instrument keyboard_instrument woodwind brass violin viola cello harp guitar
    banjo mandolin lute piano harpsichord accordion flute clarinet oboe bassoon saxophone trumpet trombone tuba drum
    cymbal xylophone gong tambourine bagpipe harmonica synthesizer
  `,
  "furniture 1": "furniture seat chair armchair stool bench sofa table desk bed cradle wardrobe bookcase throne",
  "building 1": "building house cottage villa church cathedral mosque synagogue temple school hospital hotel theater skyscraper barn stable greenhouse restaurant library",
  "structure 1": "structure tower lighthouse castle prison bridge dam wall fence room kitchen bathroom bedroom attic cellar door window factory",
  "way 6": "road street highway tunnel stairs ladder",
  "clothing 1": `
    clothing garment shirt blouse sweater jacket coat dress trousers jeans shorts suit vest underwear sock stocking glove hat cap
    scarf tie apron swimsuit headdress helmet uniform belt
  `,
  "covering 2": "covering footwear#2 shoe boot sandal slipper sneaker blanket roof umbrella",
  "adornment 1": "necklace bracelet earring brooch ring",
  "container 1": "container bottle jar can box basket bag suitcase backpack wallet barrel bucket cup mug glass bowl pot pan kettle teapot vase",
  "source_of_illumination 1": "lamp candle",
  "weapon 1": "weapon gun rifle pistol sword dagger spear firearm missile",
  "instrument 1": "telescope microscope thermometer barometer compass timepiece clock watch hourglass alarm_clock scale measuring_instrument optical_instrument",
  "device 1": "device computer laptop typewriter calculator robot engine motor turbine printer key lock nail screw mirror",
  "durables 1": "appliance home_appliance refrigerator oven toaster dishwasher washing_machine",
  "plaything 1": "doll teddy",
  "publication 1": "publication book magazine dictionary encyclopedia",
  "implement 1": "implement pen pencil brush broom",
  "electronic_equipment 1": "television telephone",
  "equipment 1": "camera parachute",
  "cloth 1": "silk wool linen velvet denim towel",

  "body_part 1": `
    body_part head face forehead eye ear nose mouth tooth tongue chin cheek neck throat shoulder arm elbow wrist hand finger thumb chest
    hip leg knee ankle foot toe heel heart lung liver kidney stomach brain muscle bone skull rib skin
    limb organ sense_organ joint gland vein artery blood_vessel wing tail beak claw paw fin hoof
  `,

  "natural_object 1": "natural_object planet star sun rock leaf seed nut acorn nest celestial_body asteroid comet",
  "geological_formation 1": "geological_formation mountain hill volcano valley canyon cave cliff beach glacier iceberg natural_elevation natural_depression shore",
  "body_of_water 1": "body_of_water ocean sea lake river stream pond waterfall bay lagoon",
  "land 4": "land island continent peninsula",

  "substance 1": `
    substance fluid metal alloy mineral chemical_element compound acid material
    oxygen hydrogen nitrogen helium neon argon chlorine carbon sulfur phosphorus iodine silicon
    iron copper gold silver lead tin zinc aluminum nickel mercury platinum titanium uranium sodium potassium calcium magnesium
    steel bronze water steam gasoline petroleum charcoal wood paper rubber cement leather
    diamond ruby emerald sapphire quartz granite marble limestone sand clay soil aspirin
  `,

  "person 1": `
    person adult child man woman boy girl teenager relative parent mother father brother sister son daughter uncle aunt cousin grandmother
    grandfather niece nephew husband wife twin worker professional expert scientist physicist chemist biologist mathematician astronomer
    geologist psychologist economist historian teacher student doctor surgeon dentist nurse veterinarian pharmacist lawyer judge
    engineer architect programmer artist painter sculptor musician composer singer pianist violinist drummer dancer actor actress writer
    poet novelist journalist photographer entertainer comedian magician clown athlete swimmer cyclist carpenter plumber electrician
    mechanic mason blacksmith tailor cook chef waiter waitress farmer gardener fisherman miner sailor pilot astronaut soldier
    policeman firefighter detective spy accountant banker salesman merchant librarian leader king queen prince princess
    president emperor mayor priest monk nun pope craftsman criminal thief pirate friend neighbor
  `,

  "activity 1": `
    activity sport game team_sport football soccer rugby baseball basketball volleyball tennis badminton golf hockey
    boxing wrestling judo karate swimming diving surfing skiing skating gymnastics archery chess checkers card_game poker
    board_game hide-and-seek dancing hunting fishing
  `,

  "feeling 1": "feeling emotion joy sadness anger fear love hate hope pride shame jealousy envy gratitude boredom loneliness disgust anxiety",
  "color 1": "color red yellow green blue purple pink brown black white gray chromatic_color scarlet crimson turquoise",
  "shape 2": "shape circle rectangle polygon pentagon hexagon ellipse sphere cone pyramid cylinder",
  "phenomenon 1": "phenomenon weather rain snow hail fog wind storm thunderstorm hurricane tornado blizzard lightning earthquake breeze",
};
