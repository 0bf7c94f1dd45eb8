"""Who somebody is and where: the columns that stand in front of every list, and what a column is.

The words are Dutch and English as they stand above real lists, written as `columns.folded` leaves
them: small letters, no accents, no punctuation.
"""

from __future__ import annotations

from dataclasses import dataclass

from voedselbrigade.domain.tables import ListKind

R, V, H = ListKind.RECIPIENTS, ListKind.VOLUNTEERS, ListKind.HUBS
PEOPLE = frozenset({R, V})
EVERY = frozenset({R, V, H})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a list. `several` columns may feed it; `kinds` are the lists that have it."""

    code: str
    kinds: frozenset[ListKind]
    headers: tuple[str, ...]
    several: bool = False


def field(
    code: str, kinds: frozenset[ListKind] | ListKind, headers: str, several: bool = False
) -> Field:
    chosen = frozenset({kinds}) if isinstance(kinds, ListKind) else kinds
    return Field(code, chosen, tuple(h.strip() for h in headers.split("|")), several)


_NAMES = (
    "naam|name|volledige naam|full name|naam en voorletters|achternaam en voorletters"
    "|naam voorletters|naw|naam persoon"
)


WHO_AND_WHERE: tuple[Field, ...] = (
    field(
        "number",
        EVERY,
        "nummer|nr|no|number|id|klantnummer|klantnr|klant nr|clientnummer|clientnr|client nr"
        "|client id|klant id|relatienummer|relatienr|volgnummer|volgnr|deelnemernummer"
        "|deelnemersnummer|vrijwilligersnummer|vrijwilligernummer|vrijwilligernr|vrijw nr"
        "|locatienummer|locatienr|code|registratienummer|dossiernummer|client number|personeelsnr",
    ),
    field(
        "name",
        R,
        f"{_NAMES}|client|klant|ontvanger|recipient|deelnemer|bewoner|naam client|client naam",
    ),
    field("name", V, f"{_NAMES}|vrijwilliger|volunteer|bezorger|chauffeur|rijder|driver"),
    field(
        "name",
        H,
        "naam|name|locatie|hub|keuken|punt|naam locatie|locatienaam|uitgiftepunt|servicepunt"
        "|kitchen|location|naam punt|naam keuken",
    ),
    field(
        "surname",
        PEOPLE,
        "achternaam|surname|last name|lastname|familienaam|achtern|geslachtsnaam",
    ),
    field(
        "initials",
        PEOPLE,
        "voorletters|voorletter|vltr|vltrs|initialen|initials|voorl|vl|voorlet",
    ),
    field("first", PEOPLE, "voornaam|roepnaam|first name|firstname|given name|voorn"),
    field(
        "prefix",
        PEOPLE,
        "tussenvoegsel|tussenvoegsels|tv|tussenv|voorvoegsel|voorvoegsels|prefix|infix|tussenvgsl",
    ),
    field("salutation", PEOPLE, "aanhef|titel|title|salutation|aanspreektitel|aanspreekvorm"),
    field(
        "street",
        EVERY,
        "straat|straatnaam|adres|address|street|straat nr|straat en nr|straat huisnummer"
        "|straat en huisnummer|straat en nummer|adres en huisnummer|bezoekadres|woonadres"
        "|bezorgadres|afleveradres|adresregel|adresregel 1|str|street and number|street name"
        "|address line 1|thuisadres|volledig adres|straat nummer|street address|delivery address"
        "|street and house number",
    ),
    field(
        "house_number",
        EVERY,
        "huisnummer|huisnr|hnr|huis nr|huis nummer|house number|house no|housenumber|hs nr"
        "|huisnummer en toevoeging|huisnr toev|nr huis|street number|huisnummer toevoeging",
    ),
    field("house_letter", EVERY, "huisletter|letter|house letter|hl|huisl"),
    field(
        "house_suffix",
        EVERY,
        "toevoeging|huisnummertoevoeging|toev|huisnr toevoeging|suffix|hnr toev|bus|toevoegsel"
        "|addition|house suffix|apartment|appartement nr|huisnummer toev",
    ),
    field("postcode", EVERY, "postcode|pc|postal code|zip|zipcode|zip code|post code|pcode|postc"),
    field("town", EVERY, "plaats|woonplaats|stad|town|city|gemeente|plaatsnaam"),
    field(
        "postcode_town",
        EVERY,
        "postcode en plaats|postcode plaats|pc plaats|pc en plaats|postcode woonplaats"
        "|postcode en woonplaats|pc woonplaats|postcode and town|postcode city",
    ),
    field(
        "phone",
        EVERY,
        "telefoon|telefoonnummer|tel|telnr|tel nr|phone|phone number|telefoonnr|tel 1|telefoon 1"
        "|vast|vast nummer|telefoon vast|telephone|telefoon thuis|telefoonnummer 1|belnummer"
        "|vaste telefoon|tel thuis|tel vast",
    ),
    field(
        "mobile",
        EVERY,
        "mobiel|mobiele nummer|mobiel nummer|mobiele telefoon|06|06 nummer|gsm|mobile|cell|tel 2"
        "|telefoon 2|telefoon mobiel|mobile phone|mob|telefoonnummer 2|tel mobiel|cell phone"
        "|mobiele telefoonnummer",
    ),
)
