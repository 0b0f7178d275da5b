//! How insights are worked out: in words a lay person follows, and in full for an expert.

use egui::{Grid, Label, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};

use super::card::CURVE_CAPTION;
use crate::phrases::{Calibration, CalibrationTable};
use crate::ui::icons;
use crate::ui::theme::{Family, SECONDARY, body, card_title, secondary, title};
use crate::ui::widgets::{Button, Card};
use crate::ui::words::Words;

/// Paints the page; true when it is to be left.
pub(super) fn method_ui(ui: &mut Ui, words: Words) -> bool {
    let mut leaves = false;
    ui.horizontal(|ui| {
        leaves = ui
            .add(Button::secondary("Back to insights").icon(icons::CARET_LEFT))
            .clicked();
    });
    leaves |= ui.input(|input| input.key_pressed(egui::Key::Escape));
    ui.label(title("How this works"));
    for (name, paragraphs) in [
        ("In plain words", &PLAIN[..]),
        ("What the words mean", &CLASSES[..]),
        ("In full", &FULL[..]),
    ] {
        Card::new(name).show(ui, |ui| {
            ui.set_max_width(760.0);
            for paragraph in paragraphs {
                ui.add(Label::new(body(*paragraph)).wrap());
            }
        });
    }
    Card::new("How it was tested").show(ui, |ui| {
        ui.set_max_width(760.0);
        calibration_ui(ui, words);
    });
    leaves
}

const PLAIN: [&str; 6] = [
    "Skin today looks like skin yesterday. So neighbouring days are not separate proofs: ten bad days in a row are closer \
     to one event than to ten.",
    "Biota first works out how strongly each of your symptoms carries over from day to day, and takes out slow drifts and \
     weekday habits. Then it asks whether days after more of something were different from what the days before would \
     predict.",
    "Skin is slow, so six stretches of days are looked at for every pair: the same day, the day before, two days before, and \
     the averages of days 1 to 3, 1 to 7 and 8 to 14 before.",
    "Whoever looks at many pairs finds some that stand out by chance. The bar is raised for the six stretches and for the \
     number of pairs; hidden pairs count too.",
    "Even a clear link is an association, not proof: something else may go along with both. What else was different on the \
     same days is said on the card where Biota can see it.",
    "Copied values nobody confirmed, days of a pause, and a symptom's days on a short treatment are left out; Choices has a \
     switch for each. A longer treatment stays in and its own part is taken out. Days that were not logged are never filled in.",
];

const CLASSES: [&str; 6] = [
    "Linked – after the correction for all pairs, at most about one in twenty of the links is expected to be chance.",
    "Hint – worth testing. Of links and hints taken together about one in five is chance, and nearly all of those are among \
     the hints.",
    "Nothing big, short term – on the same and the next two days every difference that matters to you can be ruled out. \
     Slower links can’t be judged from this.",
    "Cannot tell yet – your data fit too many answers. The card says how many days would narrow it down.",
    "Not enough days – with the reason, and what would mend it.",
    "The likely range is drawn to scale; the shaded middle is too small a difference to matter. For links and hints it is the \
     range of the stretch in the sentence, for all others the widest over the same and the next two days.",
];

const FULL: [&str; 7] = [
    "Model. The outcome is regressed on an intercept, six weekday contrasts, cosines of periods down to 60 days, a 0/1 column \
     for each treatment of more than 28 days, the trackers you ticked, and the habit’s mean over a window of days. Errors are a \
     first-order autoregression plus white noise. Autocorrelation and noise share are fitted by restricted maximum likelihood \
     once for each outcome, without the habit, and reused for all habits; the rows are whitened by a Kalman filter over the \
     civil days, so gaps need no filling in (Box & Jenkins; Harvey 1989; Pinheiro & Bates 2000; Friston et al. 2002).",
    "Windows. [0,0], [1,1], [2,2], [1,3], [1,7] and [8,14] days before; a mean needs six tenths of its days. A window needs 35 \
     rows and 20 degrees of freedom, and is not tested if the baseline explains 80 % or more of it.",
    "Tests. Two-sided t tests; the lowest of the six is multiplied by six; then Benjamini–Hochberg over all eligible pairs \
     (1995, JRSS-B 57:289): linked up to .05, hint up to .20. Intervals hold together over the six windows.",
    "Size. Differences are told for the habit’s usual change: from its 10th to its 90th percentile, for yes or no from without \
     to with.",
    "Reverse direction. For links and hints the habit is tested as the outcome with the symptom before it; from .05 on, after \
     a correction for three windows, the card says that the skin may be changing the habit.",
    CURVE_CAPTION,
    "Not done, for reasons of false alarms: laying two daily series side by side without taking out what carries over, the \
     best of many delays, automatic change points.",
];

/// What the counts on made-up diaries came to, table by table.
fn calibration_ui(ui: &mut Ui, words: Words) {
    let calibration = Calibration::embedded();
    let note = format!(
        "How often is something found that is not there, and how often does the likely range hold what is? Counted on made-up \
         diaries, with the very code that looks at yours, on {} from seed {}. Behind ± stands one standard error of the count.",
        words.day(calibration.date),
        calibration.seed
    );
    ui.add(Label::new(body(note)).wrap());
    for table in calibration.tables(&words) {
        ui.add_space(6.0);
        ui.label(card_title(table.title));
        ui.add(Label::new(secondary(table.note)).wrap());
        ScrollArea::horizontal()
            .id_salt(table.title)
            .show(ui, |ui| table_ui(ui, &table));
    }
}

fn table_ui(ui: &mut Ui, table: &CalibrationTable) {
    let figures = |text: &str| RichText::new(text).font(Family::Tabular.at(SECONDARY));
    Grid::new(table.title)
        .num_columns(table.columns.len())
        .spacing(vec2(22.0, 5.0))
        .striped(false)
        .show(ui, |ui| {
            for head in &table.columns {
                ui.label(RichText::new(*head).font(Family::SemiBold.at(SECONDARY)));
            }
            ui.end_row();
            for row in &table.rows {
                for (head, cell) in table.columns.iter().zip(row) {
                    let response = ui.label(figures(cell));
                    // Heard on its own, a number says nothing.
                    response.widget_info(|| {
                        WidgetInfo::labeled(Role::Cell, true, format!("{head}: {cell}"))
                    });
                }
                ui.end_row();
            }
        });
}
