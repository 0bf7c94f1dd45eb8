"""Sentences about wishes: how often a plan met each, and what that took."""

from voedselbrigade.words.marks import N_, Plural

SENTENCES: dict[str, str | Plural] = {
    "wish.met": N_("{wish:term.wish}: {met} van {asked}."),
    "wish.met_at_a_price": N_(
        "{wish:term.wish}: {met} van {asked}. Dat kost {extra_s:minutes} min meer werk."
    ),
    "wish.counted": N_(
        "{wish:term.wish}: {met} van {asked}. De rest telde als {price_s:minutes} min."
    ),
    "search.course": N_(
        "Het eerste plan was er na {first_s:number} s. Tot {last_s:number} s werd het nog"
        " {better_min:number} min beter, werk en wensen samen."
    ),
}
