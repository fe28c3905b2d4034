"""Job seekers anywhere are understood: statuses, headings, months and titles as people write them."""

from __future__ import annotations

import pytest

from jobsearch_analytics.features.roles import UNSORTED, families_of
from jobsearch_analytics.loaders.language.column_words import meaning_of_heading
from jobsearch_analytics.loaders.language.date_texts import read_date_text
from jobsearch_analytics.loaders.language.statuses import read_status

#: Language → what happened, in the order of the words → statuses that tell it, most with words around.
TOLD = {
    "Russian": {
        "rejected": "Отказ 12.03, даже без созвона|К сожалению, взяли другого|отказали",
        "interview": "Собес 14 марта в 15:00|Прошел собес, жду",
        "assessment": "Сдала тестовое 3 апреля",
        "screen": "Созвон с HR 10.02",
        "offer accepted": "Оффер принят, выхожу 1 июня",
        "offer declined": "Отказался от оффера (мало денег)",
        "withdrawn": "Сама отказалась, далеко ездить",
        "no_response": "Молчат уже месяц|так и не перезвонили...",
        "closed": "Вакансию закрыли 5 мая",
        "saved": "Надо откликнуться до пятницы",
        "applied": "Отправлено 11.02.2026",
        "interview rejected": "Отказ после собеседования",
        "final": "Финал 20.03",
    },
    "Ukrainian": {
        "rejected": "Відмова 12.03",
        "interview": "Співбесіда 14 березня",
        "assessment": "Зробила тестове, чекаю",
        "offer accepted": "Прийняла офер, старт 1 червня",
        "no_response": "Не відповіли",
        "withdrawn": "Я відмовилась, замало грошей",
        "closed": "Вакансію закрили",
        "saved": "Ще не подавалася",
    },
    "Swedish": {
        "rejected": "Fick avslag 12/3 via mejl|Tyvärr gick tjänsten till någon annan",
        "interview": "Intervju den 14 mars kl 10",
        "screen": "Telefonintervju 3/2 med HR",
        "no_response": "Har inte hört något från dem",
        "offer accepted": "Skrev på avtalet, börjar jobba 1/6",
        "offer declined": "Erbjuden jobbet men tackade nej",
        "withdrawn": "Drog tillbaka ansökan 4/4",
        "closed": "Rekryteringen avbruten 2/2",
        "saved": "Ska söka innan fredag",
        "applied": "Skickat ansökan 5 jan",
        "final": "Referenstagning pågår",
    },
    "Danish": {
        "rejected": "Afslag 12/3 på mail",
        "interview": "Var til samtale 14. marts",
        "offer accepted": "Fik jobbet! Starter 1/6",
        "no_response": "Aldrig hørt noget fra dem",
        "withdrawn": "Trak min ansøgning 2/4",
        "closed": "Stillingen er besat internt",
        "saved": "Skal søges inden fredag",
        "applied": "Ansøgning sendt d. 5/1",
    },
    "Norwegian": {
        "rejected": "Avslag 12.3",
        "interview": "På intervju 14. mars|Førstegangsintervju 3.2.",
        "offer accepted": "Fikk jobben, starter 1. juni",
        "no_response": "Aldri hørt noe",
        "withdrawn": "Trakk søknaden min",
        "closed": "Stillingen er trukket",
        "saved": "Må søke snart",
    },
    "Finnish": {
        "rejected": "Ei valittu tällä kertaa|Kielteinen päätös 12.3.",
        "interview": "Haastattelu 14. maaliskuuta",
        "screen": "Puhelinhaastattelu 3.2. tehty",
        "offer accepted": "Sain paikan, aloitan 1.6.",
        "no_response": "Ei kuulunut mitään takaisin",
        "withdrawn": "Vedin hakemuksen pois 4.4.",
        "closed": "Haku keskeytetty 2.2.",
        "saved": "Pitää hakea pian",
        "applied": "Hakemus lähetetty 5.1.2026",
    },
    "Czech": {
        "rejected": "Zamítli mě 12.3.",
        "rejected interview": "Odmítli mě po pohovoru",
        "interview": "Pohovor 14. března",
        "screen": "Telefonický pohovor 3.2.",
        "offer accepted": "Vzali mě, nastupuji 1. června",
        "no_response": "Neozvali se ani po měsíci",
        "withdrawn": "Stáhla jsem přihlášku 4.4.",
        "closed": "Pozice už obsazena",
        "saved": "Ještě jsem neposlala životopis",
        "applied": "Životopis odeslán 5.1.",
    },
    "Hungarian": {
        "rejected": "Elutasítottak 03.12.|Sajnos mást választottak",
        "interview": "Interjú március 14.",
        "screen": "Telefonos interjú megvolt 02.03",
        "offer accepted": "Elfogadtam az ajánlatot, június 1. kezdés",
        "no_response": "Nem jött válasz azóta sem",
        "withdrawn": "Visszavontam a jelentkezésemet áprilisban",
        "closed": "A pozíciót már betöltötték",
        "saved": "Még nem jelentkeztem rá",
    },
    "Romanian": {
        "rejected": "M-au respins pe 12 martie",
        "interview": "Interviu pe 14 martie",
        "assessment": "Am dat testul pe 3.02",
        "offer accepted": "Am acceptat oferta, încep pe 1 iunie",
        "no_response": "Nu m-au mai sunat deloc",
        "withdrawn": "M-am retras în aprilie",
        "closed": "Postul a fost ocupat intern",
        "saved": "Încă nu am aplicat aici",
    },
    "Greek": {
        "rejected": "Με απέρριψαν στις 12/3",
        "interview": "Συνέντευξη 14 Μαρτίου",
        "screen": "Τηλεφωνική συνέντευξη 3/2",
        "offer accepted": "Υπέγραψα σύμβαση 1/6",
        "no_response": "Δεν απάντησαν ποτέ",
        "withdrawn": "Απέσυρα την αίτηση 4/4",
        "closed": "Η θέση καλύφθηκε ήδη",
        "applied": "Έστειλα βιογραφικό 5/1",
    },
    "Vietnamese": {
        "rejected": "Bị từ chối ngày 12/3",
        "interview": "Phỏng vấn vòng 2 ngày 14/3",
        "offer accepted": "Đã nhận việc, đi làm 1/6",
        "no_response": "Không thấy phản hồi gì",
        "withdrawn": "Mình rút hồ sơ rồi",
        "closed": "Đã tuyển đủ người",
        "saved": "Chưa nộp hồ sơ",
        "applied": "Đã nộp 5/1",
    },
    "Indonesian": {
        "rejected": "Ditolak 12 Maret",
        "interview": "Interview user 14 Maret",
        "assessment": "Psikotes 3 Februari",
        "offer accepted": "Diterima, mulai kerja 1 Juni|diterima",
        "no_response": "Gak ada kabar sampai sekarang",
        "withdrawn": "Saya mundur karena gaji kecil",
        "closed": "Lowongan sudah ditutup",
        "saved": "Belum sempat apply",
        "applied": "Lamaran dikirim 5 Januari",
    },
    "Arabic": {
        "rejected": "تم الرفض بتاريخ 12/3",
        "interview": "مقابلة شخصية يوم 14 مارس",
        "offer accepted": "تم توقيع العقد 1/6",
        "no_response": "لم يردوا حتى الآن",
        "withdrawn": "سحبت الطلب لأن الراتب قليل",
        "closed": "تم إغلاق الوظيفة 2/2",
        "saved": "لم أقدم بعد على هذه",
        "applied": "أرسلت السيرة الذاتية 5/1",
    },
    "Hebrew": {
        "rejected": "נדחיתי ב-12.3",
        "interview": "ראיון 14 במרץ",
        "screen": "שיחת טלפון עם המגייסת 3.2",
        "offer accepted": "חתמתי על חוזה 1.6",
        "no_response": "לא חזרו אליי עד היום",
        "withdrawn": "משכתי מועמדות 4.4",
        "closed": "המשרה נסגרה 2.2",
        "applied": "שלחתי קורות חיים 5.1",
    },
    "Hindi": {
        "rejected": "select nahi hua 12/3 ko|चयन नहीं हुआ",
        "interview": "interview ho gaya 14 march ko|इंटरव्यू दिया 14 मार्च",
        "offer accepted": "offer letter mila, join kar liya 1 june",
        "no_response": "koi reply nahi aaya abhi tak",
        "applied": "आवेदन भेजा 5/1",
    },
    "Thai": {
        "rejected": "ไม่ผ่านการคัดเลือก 12/3",
        "interview": "สัมภาษณ์รอบแรก 14 มี.ค.",
        "offer accepted": "เซ็นสัญญาแล้ว 1/6",
        "no_response": "เงียบหายไปเลย",
        "withdrawn": "ถอนใบสมัคร 4/4",
        "applied": "ส่งใบสมัครแล้ว 5/1",
        "saved": "ยังไม่ได้สมัคร",
    },
    "German": {
        "rejected": (
            "nicht zum Gespräch eingeladen|haben sich für jemand anderen entschieden"
            "|passe nicht ins Profil|überqualifiziert|Korb bekommen|wollen mich nicht|war ein Nein"
            "|Stelle nicht bekommen"
        ),
        "interview": "Probeschicht gemacht",
    },
    "French": {
        "rejected": "non, profil trop junior|je n'ai pas été prise|ça n'a pas marché",
        "interview": "essai en cuisine samedi|j'ai rencontré le chef|vu le directeur",
        "screen": "eu au téléphone",
        "assessment": "j'ai rendu l'exercice",
        "offer": "ils veulent me prendre",
    },
    "Spanish": {
        "assessment rejected": "no superé la prueba",
        "interview": "turno de prueba",
        "screen": "hablé con la reclutadora",
        "assessment": "entregué el ejercicio",
        "offer declined": "me ofrecieron pero dije que no",
        "no_response": "no han respondido|cero noticias",
        "withdrawn": "encontré otra cosa|no fui a la entrevista",
    },
    "Portuguese": {
        "rejected": "levei um não",
        "interview": "me chamaram para entrevista",
        "screen": "falei com a recrutadora",
        "assessment": "entreguei o case",
        "no_response": "me deram um vácuo|ninguém ligou",
        "closed": "cancelaram a vaga",
        "saved": "falta mandar currículo|ainda vou mandar",
    },
    "Italian": {
        "rejected": "non mi hanno presa",
        "interview": "prova in cucina",
        "offer": "mi hanno fatto una proposta",
        "closed": "annuncio tolto",
        "applied": "mandato curriculum 5/1|portato il curriculum a mano",
    },
    "Dutch": {
        "rejected": "voorkeur voor andere kandidaat",
        "interview": "gesprek op 14 maart|dag meegelopen",
        "offer accepted": "begin maandag",
        "offer declined": "aangeboden maar bedankt",
        "no_response": "doodse stilte",
        "withdrawn": "iets anders gevonden|betaalt te weinig",
        "saved": "cv nog aanpassen",
    },
    "Polish": {
        "assessment": "zrobiłem zadanie",
        "withdrawn": "nie poszłam na rozmowę",
        "closed": "ogłoszenie zdjęte",
        "applied": "zaniosłam cv osobiście",
    },
    "Chinese": {
        "rejected": "說沒有錄取",
        "screen": "HR打电话来了",
        "offer declined": "給了offer但沒去",
        "withdrawn": "找到別的工作",
    },
    "Japanese": {
        "screen": "人事から電話",
        "saved": "応募したい",
        "applied": "履歴書送った",
    },
    "Korean": {
        "screen": "인사팀 전화 옴",
        "offer accepted": "출근 시작",
        "offer declined": "합격했는데 안 감",
        "withdrawn": "다른 데 가기로 함",
        "saved": "지원할 것",
        "applied": "이메일로 지원",
    },
    "Turkish": {
        "rejected": "beni almadılar",
        "interview": "görüşmeye gittim",
        "screen": "telefonda konuştuk",
        "assessment": "Sınava girdim|ödevi teslim ettim|teste girdim",
        "offer declined": "teklif geldi ama reddettim",
        "saved": "henüz cv atmadım|cv atılacak",
    },
}

#: Language → the fourteenth of March 2026.
DAYS = {
    "Russian": "14 марта 2026",
    "Ukrainian": "14 березня 2026",
    "Swedish": "14 mars 2026",
    "Danish": "14. marts 2026",
    "Finnish": "14. maaliskuuta 2026",
    "Czech": "14. března 2026",
    "Romanian": "14 martie 2026",
    "Greek": "14 Μαρτίου 2026",
    "Indonesian": "14 Maret 2026",
    "Arabic": "14 مارس 2026",
    "Hebrew": "14 במרץ 2026",
    "Hindi": "14 मार्च 2026",
    "Thai": "14 มีนาคม 2026",
    "Turkish": "14 Mart 2026",
}

#: Language → company, title, day of sending, status, note.
HEADINGS = {
    "Russian": "Компания|Должность|Дата отклика|Статус|Комментарий",
    "Ukrainian": "Компанія|Посада|Дата подачі|Стан|Примітки",
    "Swedish": "Arbetsgivare|Yrke/tjänst|Sökt den|Läge|Övrigt",
    "Danish": "Virksomhed|Stilling|Ansøgt den|Stadie|Bemærkninger",
    "Norwegian": "Arbeidsgiver|Stilling|Søknadsdato|Hvor langt|Merknad",
    "Finnish": "Työnantaja|Tehtävänimike|Hakupäivä|Tilanne|Lisätiedot",
    "Czech": "Společnost|Název pozice|Datum odeslání|Stav|Poznámky",
    "Hungarian": "Cég neve|Munkakör|Jelentkezés dátuma|Állapot|Megjegyzés",
    "Romanian": "Companie|Funcția|Data aplicării|Stadiu|Observații",
    "Greek": "Εταιρεία|Θέση εργασίας|Ημερομηνία αίτησης|Κατάσταση|Σημειώσεις",
    "Vietnamese": "Công ty|Vị trí ứng tuyển|Ngày nộp|Trạng thái|Ghi chú",
    "Indonesian": "Perusahaan|Posisi|Tanggal melamar|Status lamaran|Keterangan",
    "Arabic": "اسم الشركة|المسمى الوظيفي|تاريخ التقديم|الحالة|ملاحظات",
    "Hebrew": "שם החברה|תפקיד|תאריך הגשה|סטטוס|הערות",
    "Hindi": "कंपनी|पदनाम|आवेदन तिथि|स्थिति|टिप्पणी",
    "Thai": "ชื่อบริษัท|ตำแหน่งงาน|วันที่สมัคร|สถานะ|หมายเหตุ",
}

#: What a nurse and a cook are called.
NURSES = "Медсестра в отделение|Sjuksköterska natt|Sygeplejerske|Sairaanhoitaja|Zdravotní sestra|Νοσηλεύτρια"
COOKS = "Старший повар|Kock till förskola|Kokk|Kokki, kesätyö|Kuchař|Szakács|Bucătar|Μάγειρας|طباخ|טבח"


@pytest.mark.parametrize(
    ("language", "events", "text"),
    [
        (language, events, text)
        for language, told in TOLD.items()
        for events, texts in told.items()
        for text in texts.split("|")
    ],
)
def test_a_status_is_read_as_what_it_says(language: str, events: str, text: str) -> None:
    reading = read_status(text)
    assert " ".join(dict.fromkeys(mark.event for mark in reading.marks)) == events, (language, reading)


@pytest.mark.parametrize("language", DAYS)
def test_a_day_is_read_by_the_name_of_its_month(language: str) -> None:
    date = read_date_text(DAYS[language])
    assert date
    assert (date.year, date.month, date.day) == (2026, 3, 14)


@pytest.mark.parametrize("language", HEADINGS)
def test_the_headings_of_a_log_are_known(language: str) -> None:
    meanings = [meaning_of_heading(heading) for heading in HEADINGS[language].split("|")]
    assert meanings == ["company", "title", "applied", "status", "note"]


def test_titles_fall_into_the_family_of_their_trade() -> None:
    assert set(families_of(NURSES.split("|"))) == {"health and care"}
    assert set(families_of(COOKS.split("|"))) == {"retail, food and hospitality"}
    assert families_of(["Бармаглот"]) == [UNSORTED]
