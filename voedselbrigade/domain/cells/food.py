"""Diets and allergens as people write them. What is not sure is asked: this is about safety."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from voedselbrigade.domain.cells.text import folded
from voedselbrigade.domain.food import Allergen, AllergenState, Diet, MealKind
from voedselbrigade.errors import Fact

_DIET_PHRASES: Mapping[str, Diet] = {
    phrase: diet
    for diet, phrases in {
        Diet.LOW_SALT: "zoutarm|natriumarm|natriumbeperkt|low salt|low-salt|low sodium|minder zout"
        "|weinig zout"
        "|zout arm|natrium arm|zoutbeperkt|z.a",
        Diet.NO_PORK: "geen varkensvlees|zonder varkensvlees|geen varken|zonder varken|no pork"
        "|pork-free|pork free|without pork"
        "|varkensvleesvrij|geen varkens|varkensvrij|zonder varkens",
        Diet.HALAL: "halal|hallal|halaal",
        Diet.VEGETARIAN: "vegetarisch|veg|vega|vegetarier|vegetarian|geen vlees|zonder vlees"
        "|vegetar"
        "|vleesloos|vegi|vegie",
        Diet.VEGAN: "veganistisch|vegan|plantaardig|veganist|volledig plantaardig",
        Diet.LACTOSE_FREE: "lactosevrij|lactose vrij|zonder lactose|geen lactose|lactose free"
        "|lactose-free|lactosearm|lactose intolerant|lactose-intolerant|lactose intolerantie"
        "|lactoseintolerant",
        Diet.GLUTEN_FREE: "glutenvrij|gluten vrij|zonder gluten|geen gluten|gluten free|gluten-free"
        "|coeliakie",
        Diet.LOW_SUGAR: "suikerarm|suikervrij|suiker arm|diabetes|diabeet|diabetisch|suikerziekte"
        "|diabetesdieet|low sugar|low-sugar|diabetic|zonder suiker|geen suiker|suikerbeperkt"
        "|diabeten",
        Diet.GROUND: "gemalen|fijngemalen|fijn gemalen|gepureerd|glad|gemalen glad|ground"
        "|finely ground|pureed",
        Diet.LIQUID: "vloeibaar|dun vloeibaar|dunvloeibaar|liquid",
    }.items()
    for phrase in phrases.split("|")
}
_NO_DIET = frozenset(
    [
        "gewoon",
        "normaal",
        "normal",
        "standaard",
        "geen",
        "regulier",
        "regular",
        "none",
        "nvt",
        "n.v.t",
        "alles",
        "-",
        "--",
        "nee",
        "no",
        "basis",
    ]
) | {"geen dieet", "eet alles", "geen bijzonderheden", "no diet", "gewone maaltijd", "geen wensen"}
_DIET_NOISE = frozenset(["dieet", "maaltijd", "eten", "maaltijden", "en", "and", "met", "code"])
_LONGEST = 3


@lru_cache(maxsize=20_000)
def parse_diets(text: str) -> frozenset[Diet] | Fact:
    """Every diet in a cell; an empty set for ordinary food. One unknown word is a fact."""
    plain = folded(text).strip(" .!?")
    if plain in _NO_DIET:
        return frozenset()
    plain = re.sub(r"\bzout-?\s*(?:en|&|/|\+)\s*suikerarm", "zoutarm suikerarm", plain)
    found: set[Diet] = set()
    for piece in re.split(r"[;,\n/+&|()]", plain):
        words = [w.strip(" .!?-") for w in piece.split()]
        words = [w for w in words if w and w not in _DIET_NOISE]
        while words:
            diet, taken = _first_diet(words)
            if diet is None:
                return _unknown_diet(text, " ".join(words))
            found |= diet
            words = words[taken:]
    return frozenset(found) if found else _unknown_diet(text, plain)


def _first_diet(words: list[str]) -> tuple[set[Diet] | None, int]:
    for length in range(min(_LONGEST, len(words)), 0, -1):
        phrase = " ".join(words[:length])
        if phrase in _DIET_PHRASES:
            return {_DIET_PHRASES[phrase]}, length
        if phrase in {"gewoon", "normaal", "normal", "regulier"} and length == len(words):
            return set(), length
    return None, 0


def _unknown_diet(text: str, piece: str) -> Fact:
    """Ask, and say what may be meant: an allergen, or a diet with a typing fault."""
    for word in re.findall(r"[a-z']{2,}", piece):
        allergen = _ALLERGEN_WORDS.get(word)
        if allergen:
            return Fact.of("row.diet_allergen", value=text, allergen=allergen[0].value)
    near = process.extractOne(piece, _DIET_PHRASES.keys(), scorer=fuzz.ratio, score_cutoff=72)
    if near and len(piece) > 3:
        return Fact.of("row.diet_near", value=text, diet=_DIET_PHRASES[near[0]].value)
    return Fact.of("row.diet", value=text, choices=tuple(diet.value for diet in Diet))


_ALLERGEN_WORDS: Mapping[str, tuple[Allergen, ...]] = {
    word: allergens
    for allergens, words in {
        (
            Allergen.GLUTEN,
        ): "gluten|tarwe|rogge|gerst|haver|spelt|wheat|glutenbevattende granen|granen",
        (Allergen.CRUSTACEANS,): "schaaldieren|schaaldier|garnaal|garnalen|krab|kreeft|crustaceans"
        "|shrimp",
        (Allergen.EGGS,): "ei|eieren|kippenei|egg|eggs|kippeneieren",
        (Allergen.FISH,): "vis|fish",
        (Allergen.PEANUTS,): "pinda|pinda's|pindas|peanut|peanuts|aardnoten",
        (Allergen.SOY,): "soja|soya|soy",
        (Allergen.MILK,): "melk|koemelk|lactose|zuivel|milk|dairy|koemelkeiwit|melkeiwit",
        (Allergen.NUTS,): "noten|noot|nuts|walnoot|walnoten|hazelnoot|hazelnoten|amandel|amandelen"
        "|cashew|cashewnoten|pistache|boomnoten|nut",
        (Allergen.CELERY,): "selderij|selderie|celery|knolselderij",
        (Allergen.MUSTARD,): "mosterd|mustard",
        (Allergen.SESAME,): "sesam|sesamzaad|sesame",
        (Allergen.SULPHITES,): "sulfiet|sulfieten|zwaveldioxide|sulphites|sulfites",
        (Allergen.LUPIN,): "lupine|lupin",
        (Allergen.MOLLUSCS,): "weekdieren|weekdier|schelpdieren|mosselen|oesters|molluscs|inktvis",
        (Allergen.CRUSTACEANS, Allergen.MOLLUSCS): "schaal-en schelpdieren|schaal- en schelpdieren"
        "|schaal en schelpdieren|shellfish|schaal en weekdieren",
    }.items()
    for word in words.split("|")
}
_ASKED_AND_NONE = frozenset(
    [
        "geen",
        "nee",
        "no",
        "none",
        "geen allergie",
        "geen allergieen",
        "niet allergisch",
        "geen allergenen",
        "nvt",
        "n.v.t",
        "geen bekend",
        "geen bekende",
        "nergens voor",
        "niets",
        "geen bekende allergieen",
    ]
)
_NOT_SAID = frozenset({"", "-", "--", "?", "onbekend", "niet bekend", "niet gevraagd", "unknown"})
_STATES = {
    **dict.fromkeys(["ja", "yes", "j", "y", "x", "wel"], AllergenState.YES),
    **dict.fromkeys(["nee", "no", "n"], AllergenState.NO),
    **dict.fromkeys(
        ["?", "onbekend", "misschien", "unknown", "twijfel", "vraag"], AllergenState.UNKNOWN
    ),
}
_ALLERGEN_NOISE = re.compile(
    r"\b(?:allergisch|allergie|allergieen|intolerantie|intolerant|allergy|allergic|voor|tegen|to"
    r"|van"
    r"|heeft|is|alle|ernstig|ernstige|zware|licht|lichte|echt|let op)\b|[!.]"
)


@lru_cache(maxsize=20_000)
def parse_allergens(text: str) -> Mapping[Allergen, AllergenState] | Fact | None:
    """Yes, no or unknown per allergen that is named; empty when asked and none; None when the
    cell does not say (empty, `?`, onbekend). `geen noten` can mean two things, so it is asked."""
    plain = folded(text).strip(" .!")
    if plain in _NOT_SAID:
        return None
    if plain in _ASKED_AND_NONE:
        return {}
    whole = plain.replace("schaal- en", "schaal en").replace("schaal-en", "schaal en")
    found: dict[Allergen, AllergenState] = {}
    pattern = r"[;,\n/+&|]|(?<!schaal)\s+en\s+|\band\b"
    for piece in (p.strip() for p in re.split(pattern, whole)):
        read = _one_allergen(piece) if piece else {}
        if read is None:
            return _unknown_allergen(text, piece)
        for allergen, state in read.items():
            found[allergen] = _safest(found.get(allergen), state)
    return dict(sorted(found.items(), key=lambda item: list(Allergen).index(item[0])))


def _one_allergen(piece: str) -> dict[Allergen, AllergenState] | None:
    state = AllergenState.YES
    unsure = re.search(r"\?\s*$", piece)
    if unsure:
        piece, state = piece[: unsure.start()].strip(" (?"), AllergenState.UNKNOWN
    said = re.fullmatch(
        r"(.+?)\s*[:=(-]?\s*\b(ja|yes|wel|nee|no|onbekend|misschien|unknown|twijfel|x|j|n)\b\)?",
        piece,
    )
    if said:
        piece, state = said[1].strip(" :=(-"), _STATES[said[2]]
    word = " ".join(_ALLERGEN_NOISE.sub(" ", piece).split()).strip(" -:()")
    allergens = _ALLERGEN_WORDS.get(word) or _ALLERGEN_WORDS.get(
        re.sub(r"-?\s?(?:allergie|allergy|allergisch|intolerantie)$", "", word)
    )
    return dict.fromkeys(allergens, state) if allergens else None


def _safest(old: AllergenState | None, new: AllergenState) -> AllergenState:
    order = (AllergenState.NO, AllergenState.UNKNOWN, AllergenState.YES)
    return new if old is None else max(old, new, key=order.index)


def _unknown_allergen(text: str, piece: str) -> Fact:
    words = re.findall(r"[a-z']{2,}", piece)
    named = [_ALLERGEN_WORDS[w][0] for w in words if w in _ALLERGEN_WORDS]
    if named:
        return Fact.of("row.allergen_unclear", value=text, allergen=named[0].value)
    near = process.extractOne(piece, _ALLERGEN_WORDS.keys(), scorer=fuzz.ratio, score_cutoff=75)
    if near and len(piece) > 3:
        allergen = _ALLERGEN_WORDS[near[0]][0].value
        return Fact.of("row.allergen_near", value=text, allergen=allergen)
    return Fact.of("row.allergen", value=text, choices=tuple(a.value for a in Allergen))


def parse_leaves_out(text: str) -> Mapping[Allergen, AllergenState] | Fact | None:
    """What a kitchen can cook without: `noten, pinda, melk: nee`; `alles` is every allergen."""
    plain = folded(text).strip(" .!")
    if plain in {"alles", "alle", "all", "alle allergenen", "alle 14"}:
        return dict.fromkeys(Allergen, AllergenState.YES)
    if plain in {"geen", "niets", "none", "nee"}:
        return dict.fromkeys(Allergen, AllergenState.NO)
    return parse_allergens(text)


def parse_makes(text: str) -> frozenset[Diet] | Fact:
    """The diets that a kitchen cooks; ordinary food it always cooks."""
    if folded(text).strip(" .!") in {"alles", "alle", "all", "alle dieten", "all diets"}:
        return frozenset(Diet)
    plain = re.sub(
        r"\b(?:gewoon|normaal|normal|regulier|regular|standaard)\b", " ", folded(text)
    ).strip(" ,;/+")
    read = parse_diets(plain) if plain else frozenset()
    if isinstance(read, Fact):
        return Fact(read.code, {**read.values, "value": text})
    return frozenset({Diet.REGULAR, *read})


_KINDS = {
    **dict.fromkeys(["warm", "hot", "w", "heet"], MealKind.HOT),
    **dict.fromkeys(
        ["koel", "gekoeld", "koud", "chilled", "cold", "k", "koelvers", "vers"], MealKind.CHILLED
    ),
    **dict.fromkeys(
        ["vries", "bevroren", "diepvries", "frozen", "vriesvers", "d", "ingevroren"],
        MealKind.FROZEN,
    ),
}


def parse_meal_kinds(text: str) -> frozenset[MealKind] | Fact:
    """warm, koel, bevroren; several may stand in one cell."""
    plain = folded(text).strip(" .")
    if plain in {"alles", "alle", "all"}:
        return frozenset(MealKind)
    words = [w for w in re.split(r"[\s,;/+&]+|\ben\b", plain) if w and w not in _DIET_NOISE]
    kinds = [_KINDS.get(word) for word in words]
    if not kinds or None in kinds:
        choices = tuple(kind.value for kind in MealKind)
        return Fact.of("row.meal_kind", value=text, choices=choices)
    return frozenset(kind for kind in kinds if kind)
