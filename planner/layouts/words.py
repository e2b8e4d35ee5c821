"""What header words mean, in the languages that hour logs are kept in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.quantity import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


class Meaning(Enum):
    """What a column holds."""

    DAY = auto()
    DATE = auto()
    WEEK = auto()
    START = auto()
    END = auto()
    AMOUNT = auto()
    CATEGORY = auto()
    ACTIVITY = auto()
    NOTES = auto()
    TOTAL = auto()
    UNIT = auto()
    PER_WEEK = auto()
    PRIORITY = auto()
    MAX_PER_DAY = auto()
    BLOCK = auto()
    WEEKDAY = auto()


_WORDS: dict[Meaning, str] = {
    Meaning.DAY: "day, weekday, tag, wochentag, jour, día, dia, giorno, dag, päivä, viikonpäivä, "
    "veckodag, dzień, день, день недели, 曜日, 星期",
    Meaning.DATE: "date, datum, fecha, data, pvm, päivämäärä, päivä, dato, дата, 日付, 日期, when",
    Meaning.START: "start, begin, from, start time, started, beginn, von, début, inicio, inizio, "
    "alku, aloitus, klo alku, od, начало, 開始",
    Meaning.END: "end, stop, to, until, end time, finish, ended, ende, bis, fin, fine, loppu, "
    "lopetus, do, конец, 終了",
    Meaning.AMOUNT: "amount, hours, hrs, time, duration, time spent, time used, hours spent, "
    "hours worked, spent, effort, minutes, mins, stunden, dauer, zeit, aufwand, heures, durée, "
    "temps, horas, tiempo, duración, duração, tempo, ore, durata, uren, tijd, tunnit, aika, "
    "käytetty aika, kesto, tuntia, timmar, tid, timer, godziny, czas, часы, время, 時間, 时间, "
    "小时, count, number, quantity, how long, h",
    Meaning.CATEGORY: "category, project, area, type, goal, subject, kategorie, projekt, bereich, "
    "catégorie, projet, categoría, proyecto, categoria, projeto, progetto, categorie, project, "
    "kategoria, projekti, kategori, категория, проект, カテゴリ, 类别, 项目",
    Meaning.ACTIVITY: "activity, what, task, work done, work, description, tasks, done, what was "
    "done, what i did, details, aktivität, tätigkeit, aufgabe, was, beschreibung, activité, "
    "tâche, actividad, tarea, atividade, tarefa, attività, descrizione, descripción, activiteit, "
    "taak, omschrijving, mitä, tehtävä, kuvaus, tekeminen, mitä tein, aktivitet, uppgift, vad, "
    "beskrivning, zadanie, opis, задача, описание, что, 内容, 作業, 任务, 活动, topic",
    Meaning.NOTES: "notes, note, comment, comments, remarks, notizen, notiz, bemerkung, anmerkung, "
    "kommentar, remarques, commentaires, notas, comentarios, note e commenti, opmerkingen, "
    "huomiot, muistiinpanot, kommentti, anteckningar, notatki, uwagi, заметки, 備考, 备注",
    Meaning.TOTAL: "total, sum, running total, cumulative, subtotal, summe, gesamt, somme, totale, "
    "totaal, yhteensä, summa, suma, razem, итого, 合計, 总计, total hours, grand total",
    Meaning.WEEK: "week, week of, woche, semaine, semana, settimana, viikko, vecka, tydzień",
    Meaning.UNIT: "unit, units, measured in, einheit, unité, unidad, unidade, unità, eenheid, "
    "yksikkö, enhet",
    Meaning.PER_WEEK: "per week, a week, target, weekly, weekly target, hours per week, "
    "target per week, planned, plan, goal per week, pro woche, ziel, par semaine, objectif, "
    "por semana, objetivo, meta, a settimana, obiettivo, per vecka, viikossa, tavoite, na tydzień",
    Meaning.PRIORITY: "priority, prio, weight, importance, priorität, priorité, prioridad, "
    "prioridade, priorità, prioriteit, prioriteetti, prioritet",
    Meaning.MAX_PER_DAY: "max per day, maximum per day, max a day, daily max, max/day, max daily, "
    "most per day, max pro tag, max par jour, máx por día, max al giorno, max per dag",
    Meaning.BLOCK: "block, block length, session, sitting, block minutes, block (min)",
}
_MEANINGS = {
    word.strip(): meaning for meaning, words in _WORDS.items() for word in words.split(",")
}
_WEEKDAYS = (
    "monday mon montag mo lundi lun lunes lunedì maandag maanantai ma måndag mån poniedziałek 月",
    "tuesday tue tues dienstag di mardi mar martes martedì dinsdag tiistai ti tisdag tis wtorek 火",
    "wednesday wed mittwoch mi mercredi mer miércoles mié mercoledì woensdag keskiviikko ke onsdag "
    "ons środa 水",
    "thursday thu thur thurs donnerstag do jeudi jeu jueves jue giovedì gio donderdag torstai to "
    "torsdag tors czwartek 木",
    "friday fri freitag fr vendredi ven viernes vie venerdì vrijdag perjantai pe fredag fre piątek "
    "金",
    "saturday sat samstag sa samedi sam sábado sáb sabato sab zaterdag lauantai la lördag lör "
    "sobota 土",
    "sunday sun sonntag so dimanche dim domingo dom domenica zondag sunnuntai su söndag sön "
    "niedziela 日",
)
WEEKDAY_NAMES = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
TOTAL_WORDS = frozenset(_WORDS[Meaning.TOTAL].split(", ")) | {"totals"}
_LABELLED = (Meaning.AMOUNT, Meaning.ACTIVITY)
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_UNIT_LABELS = frozenset(
    "h hr hrs hour hours min mins minutes m std stunden tuntia t horas heures uren".split()
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A header cell's meaning, and the category that it names beside it ("Time (Algo)")."""

    meaning: Meaning
    label: str = ""
    weekday: int | None = None
    minutes: bool = False


def weekday_of(text: str) -> int | None:
    """The weekday that the text names, 0 Monday … 6 Sunday; None where it names none."""
    return WEEKDAY_NAMES.get(plain(text).casefold().strip(" .,:"))


def is_total(text: str) -> bool:
    """Whether the text is a total row's first word."""
    word = plain(text).casefold().strip(" :.")
    return word in TOTAL_WORDS or word.split(" ", 1)[0].strip(":.") in ("total", "totals", "sum")


def heading_of(
    text: str, categories: Mapping[str, str], columns: Mapping[str, str]
) -> Heading | None:
    """What a header cell means; None where it means nothing that we know.

    categories: known names casefolded → name, for columns headed by a category alone. columns: the
    person's own words for a meaning, as configured.
    """
    word, known = _known(text)
    if not word:
        return None
    for meaning, own in columns.items():
        if own.casefold() == word:
            return Heading(Meaning[meaning.upper()])
    if word in categories:
        return Heading(Meaning.AMOUNT, categories[word])
    return known


@lru_cache(maxsize=1 << 15)
def _known(text: str) -> tuple[str, Heading | None]:
    """The header's word, "" where the text is none, and what it means to everybody.

    Every cell of a sheet is asked, several times in a sync.
    """
    shown = plain(text)
    if not shown or len(shown) > 60:
        return "", None
    word = " ".join(shown.casefold().split()).strip(" :.")
    if (meaning_found := _MEANINGS.get(word)) is not None:
        return word, Heading(meaning_found, minutes=word in ("minutes", "mins"))
    weekday = WEEKDAY_NAMES.get(word.removeprefix("available ").removeprefix("hours ").strip("()"))
    if weekday is not None:
        return word, Heading(Meaning.WEEKDAY, weekday=weekday)
    return word, _labelled(shown)


def _labelled(shown: str) -> Heading | None:
    """A meaning with a label about it: "Time Spent (Coding)", "Coding Activity", "Hours [h]"."""
    inside = " ".join(_PARENTHESIS.findall(shown)).strip()
    outside = " ".join(_PARENTHESIS.sub(" ", shown.replace("[", "(").replace("]", ")")).split())
    unit = inside.casefold() in _UNIT_LABELS
    minutes = inside.casefold() in ("min", "mins", "minutes")
    meaning = _MEANINGS.get(outside.casefold().strip(" :."))
    if meaning is not None:
        label = "" if unit or meaning not in _LABELLED else inside
        return Heading(meaning, label, minutes=minutes)
    words = outside.split()
    for size in range(min(3, len(words) - 1), 0, -1):
        for phrase, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            meaning = _MEANINGS.get(" ".join(phrase).casefold().strip(" :."))
            if meaning in _LABELLED:
                return Heading(meaning, " ".join(rest).strip(" -–:/"), minutes=minutes)
    return None
