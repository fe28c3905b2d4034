"""A note cut into the points it makes: sentences, then clauses.

People put praise and criticism into one sentence ("clear answers, but too long and you had no questions"),
and a theme needs each on its own. The rules are regular expressions, one small set per kind of joint.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jobsearch_analytics.texts.sentences import MIN_WORDS, WORD, signed_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["clause_spans", "clauses_by_sentence", "contrasts", "split_clauses"]

#: So many words before a colon may be a lead-in: "What I took away from the talk with Pavel: …".
LEAD_WORDS = 9

_CONTRAST = (
    r"but|however|although|even though|though|yet|whereas|while|except that|otherwise"
    r"|on the other hand|that said"
    r"|aber|jedoch|allerdings|obwohl|dafür|trotzdem|hingegen|sondern"
    r"|mais|cependant|toutefois|par contre|en revanche|alors que|bien que"
    r"|pero|sin embargo|aunque|mientras que|en cambio|però|maar|porém"
)
_EDGE = r'[\s,;:.!?…"“”«»*]+'
_EDGES = re.compile(rf"\A{_EDGE}|{_EDGE}\Z")
#: "And:", "Then:" before a remark: not part of what is said.
_LEAD = re.compile(
    r"\A(?:and|then|but|also|plus|und|dann|aber|auch|et|puis|mais|aussi|y|luego|pero|también)\s*:\s*", re.I
)
_AGAINST = re.compile(rf"\b(?:{_CONTRAST})\b", re.IGNORECASE)
_AGAINST_FIRST = re.compile(rf"(?:{_CONTRAST})\b", re.IGNORECASE)
_CAUSE = r"because|since|as|so|after|given that|weil|da|denn|nachdem|parce que|car|puisque|porque|ya que"
_ADDITION = r"and also|as well as|and|also|plus|und|sowie|et|ainsi que|y|además|e"
_JOINT = re.compile(
    rf"(?P<comma>,\s*)?(?:(?P<contrast>\b(?:{_CONTRAST})\b,?)|(?P<cause>\b(?:{_CAUSE})\b)|(?P<add>\b(?:{_ADDITION})\b)|&)\s+"
    rf"|(?P<only_comma>,\s+)|(?P<colon>:\s+)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:even though|although|though|while|whereas|because|since|obwohl|während|weil|bien que|aunque|as)\b",
    re.I,
)

_FINITE = re.compile(
    r"^(?:am|is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|should|may"
    r"|might|must|isn't|aren't|wasn't|weren't"
    r"|hasn't|haven't|hadn't|don't|doesn't|didn't|can't|cannot|couldn't|won't|wouldn't"
    r"|shouldn't|i'm|i've|i'd|it's|he's|she's|they're|you're|we're|that's|there's"
    r"|need|needs|lack|lacks|want|wants|seem|seems|come|comes|came|felt|feel|feels|gave|give"
    r"|gives|went|go|goes|got|get|gets|took|take|takes|ran|knew|know|knows"
    r"|thought|think|thinks|said|say|says|told|made|make|makes|showed|show|shows|found|saw"
    r"|spoke|wrote|kept|left|lost|met|brought|put|sold|sent|fell|forgot|froze|hid|led|built"
    r"|held|stood|understood"
    r"|missed|liked|loved|struggle|struggles|tend|tends|\w{3,}ed"
    r"|ist|sind|war|waren|hat|habe|haben|hatte|hatten|wurde|wurden|wird|fehlt|fehlte|fehlten"
    r"|fehlen|wirkte|wirkten|kann|konnte|konnten|sollte|sollten|muss|müssen|braucht|kam|kamen"
    r"|ging|gab|fand|fanden"
    r"|est|sont|était|étaient|avez|avait|manque|manquait|manquent|êtes|étiez|semble|semblait"
    r"|doit|devriez|faut|ont|a"
    r"|es|son|fue|fueron|era|eran|faltó|falta|faltaba|está|estaba|tiene|tenía|debe|debería"
    r"|mostró|pareció|hubo|ha|han)$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?:i|you|he|she|it|we|they|there|this|that|these|those|your|my|his|her|their|our|the"
    r"|some|both|one|nobody|no one|everyone|everybody|someone|nothing"
    r"|ich|du|sie|er|es|wir|ihr|ihre|dein|deine|mein|meine|der|die|das|mir|man|je|j|tu|vous"
    r"|il|elle|on|nous|ils|le|la|les|votre|vos|mon|ma|mes|ce|ça|yo|usted|él|ella|el|los|las"
    r"|su|sus|mi|mis|tus|me|no)$",
    re.IGNORECASE,
)
_MARKER = re.compile(
    r"^(?:good|great|strong|stronger|excellent|nice|solid|impressive|outstanding|clear"
    r"|clearer|fantastic|very|really|super|well|best|better|positive|deep|thoughtful"
    r"|weak|weaker|poor|bad|no|not|never|without|little|lack|lacks|lacking|lacked|limited"
    r"|missing|missed|too|more|less|fewer|insufficient|unclear|vague|slow|shallow|hardly"
    r"|barely"
    r"|needs?|should|could|work|improve|practi[sc]e|show|give|prepare|learn|struggled|struggles|overqualified"
    r"|gute[rsn]?|sehr|starke?[rsn]?|schwache?[rsn]?|wenig|zu|keine?|kaum|nicht|mehr|bon"
    r"|bonne|bons|bonnes|très|excellente?|trop|peu|pas|manque|aucune?|plus|buena?s?|buen|muy"
    r"|excelente|demasiad[oa]|poc[oa]s?|sin|falta|más)$",
    re.IGNORECASE,
)


def split_clauses(text: str) -> list[str]:
    """Return the points a text makes, in order, each as it stands in the text.

    Parameters
    ----------
    text : str
        A note, a mail, a list of remarks; any length.

    Returns
    -------
    list of str
        One string per clause; empty for a text without words.

    Examples
    --------
    >>> split_clauses("They liked your portfolio but the answers were too long and you had no questions.")
    ['They liked your portfolio', 'the answers were too long', 'you had no questions']
    >>> split_clauses("Strong SQL, weak on statistics; friendly and calm")
    ['Strong SQL', 'weak on statistics', 'friendly and calm']
    """
    return [clause for _, _, clauses in clauses_by_sentence(text) for clause in clauses]


def clauses_by_sentence(text: str) -> list[tuple[str, int, list[str]]]:
    """Return each sentence, the sign its heading gives it, and its clauses, for whoever joins some."""
    return [
        (sentence, sign, _sentence_clauses(sentence, listed=sign != 0))
        for sentence, sign in signed_sentences(text)
    ]


def _sentence_clauses(sentence: str, *, listed: bool = False) -> list[str]:
    """Return the clauses; what is listed under a heading is cut at every comma and 'and'."""
    least = 1 if listed else MIN_WORDS
    spans, start = [], 0
    opening = bool(_OPENING.match(sentence))
    for joint in _JOINT.finditer(sentence):
        left, right = sentence[start : joint.start()], sentence[joint.end() :]
        before, after = WORD.findall(left), WORD.findall(right)
        if min(len(before), len(after)) < least:
            continue
        if listed or _cuts(joint, before, after, opening=opening and not spans, first=not spans):
            spans.append((start, joint.start()))
            start = joint.end()
    spans.append((start, len(sentence)))
    clauses = [_LEAD.sub("", _EDGES.sub("", sentence[a:b])) for a, b in _glued(sentence, spans, least)]
    return [clause for clause in clauses if WORD.search(clause)]


def contrasts(text: str, clauses: list[str]) -> list[bool]:
    """Return for each clause whether it is set against the one before it ('but', 'however', 'although').

    Parameters
    ----------
    text : str
        The note.
    clauses : list of str
        What `split_clauses` made of it.

    Returns
    -------
    list of bool, same length

    Examples
    --------
    >>> note = "Warm manner, but no structure. Good questions."
    >>> contrasts(note, split_clauses(note))
    [False, True, False]
    """
    flags, before = [], 0
    for number, (clause, (begin, end)) in enumerate(zip(clauses, clause_spans(text, clauses), strict=True)):
        joined = bool(_AGAINST.search(text[before:begin])) or bool(_AGAINST_FIRST.match(clause))
        flags.append(number > 0 and joined)
        before = end
    return flags


def clause_spans(text: str, clauses: Iterable[str]) -> list[tuple[int, int]]:
    """Return where each clause of a text begins and ends in it.

    Examples
    --------
    >>> clause_spans("Warm, but vague", ["Warm", "vague"])
    [(0, 4), (10, 15)]
    """
    spans, at = [], 0
    for clause in clauses:
        begin = max(text.find(clause, at), at)
        at = begin + len(clause)
        spans.append((begin, at))
    return spans


def _cuts(joint: re.Match[str], before: list[str], after: list[str], *, opening: bool, first: bool) -> bool:
    if joint.group("contrast"):
        return True
    if joint.group("colon"):
        return first and len(before) <= LEAD_WORDS
    if joint.group("only_comma"):
        return (opening and _has_verb(after)) or _is_clause(before, after) or _is_listed(before, after)
    if joint.group("cause"):
        return _has_verb(after[:6]) and len(before) > MIN_WORDS and _starts_clause(after)
    return _is_clause(before, after) or _is_listed(before, after)


def _has_verb(words: list[str]) -> bool:
    return any(_FINITE.match(word.replace("’", "'")) for word in words)


def _starts_clause(words: list[str]) -> bool:
    """Return whether the words open with a subject and its verb, or a verb alone."""
    if _FINITE.match(words[0].replace("’", "'")):
        return True
    return bool(_SUBJECT.match(words[0])) and _has_verb(words[1:5])


def _is_clause(before: list[str], after: list[str]) -> bool:
    return _has_verb(before) and _starts_clause(after)


def _is_listed(before: list[str], after: list[str]) -> bool:
    """Return whether both sides are remarks in note style: 'good energy, too few examples'."""
    return bool(_MARKER.match(after[0])) and (
        any(_MARKER.match(word) for word in before[:3]) or _has_verb(before)
    )


def _glued(sentence: str, spans: list[tuple[int, int]], least: int) -> list[tuple[int, int]]:
    glued: list[tuple[int, int]] = []
    for a, b in spans:
        if glued and len(WORD.findall(sentence[a:b])) < least:
            glued[-1] = (glued[-1][0], b)
        else:
            glued.append((a, b))
    return glued
