//! What the templates of sheets get: the view of each notice, and how it is to be set.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::prose::tree;
use crate::prose::Prose;
use crate::render::qr;
use crate::source::Locus;
use crate::view::notice::Notice;
use crate::view::parts::Link;

/// The paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 297 by 420 mm.
    A3,
}

/// How sheets are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Form {
    /// The paper.
    pub size: Size,
    /// In large type, for old eyes.
    pub large: bool,
    /// As a poster for a wall, to be read from some way off.
    pub poster: bool,
}

/// The families of each face, the first that has a character before the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Faces {
    /// 宋: the text.
    pub song: Vec<String>,
    /// 小标宋: titles.
    pub title: Vec<String>,
    /// 黑: headings and what is stressed.
    pub hei: Vec<String>,
    /// 楷: headings of the second level, and what is quoted.
    pub kai: Vec<String>,
}

impl Faces {
    /// The faces that travel with the program.
    #[must_use]
    pub fn built_in() -> Self {
        let family = |name: &str| vec![format!("Mingbai {name}")];
        Self {
            song: family("Song"),
            title: family("Title"),
            hei: family("Hei"),
            kai: family("Kai"),
        }
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> [&Vec<String>; 4] {
        [&self.song, &self.title, &self.hei, &self.kai]
    }
}

/// Who publishes, in which language: what all sheets of a board have in common.
#[derive(Clone, Debug, Serialize)]
pub struct House {
    /// The language, as `zh`.
    pub lang: String,
    /// The region, as `CN`, where the language is written differently in several.
    pub region: Option<String>,
    /// Who publishes.
    pub publisher: String,
    /// What is said on every sheet of several pages.
    pub words: Words,
}

/// Words of the templates; `{page}`, `{pages}` are filled in by them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Words {
    /// `第 {page} 页，共 {pages} 页`
    pub page: String,
    /// `过次页`
    pub carried: String,
    /// `承前页`
    pub brought: String,
}

/// One sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its title.
    pub title: String,
    /// What it is made of.
    pub value: Value,
    /// The addresses of its photos.
    pub photos: Vec<String>,
    /// The record or statement that it tells of.
    pub at: Locus,
}

/// Sheets that become one PDF.
pub struct Job<'a> {
    /// What they share with all others of the board.
    pub house: &'a House,
    /// How they are set.
    pub form: Form,
    /// The title of the document.
    pub title: String,
    /// The sheets, in their order.
    pub sheets: Vec<Sheet>,
    /// What is shown on them, by the names that the sheets have for it.
    pub photos: Vec<(String, Vec<u8>)>,
    /// What the document is known by among all that the board prints.
    pub ident: String,
    /// The program, as documents name it.
    pub creator: String,
    /// Year, month and day that the document is dated.
    pub dated: (i16, u8, u8),
}

/// Says what a record is called that a text links to.
type Resolve<'a> = &'a dyn Fn(&str) -> Option<Link>;

/// The sheet of a notice, with what the board says on every page and the word before papers that
/// belong to it; `resolve` says what a record is called that its text links to.
#[must_use]
pub fn sheet(
    title: String,
    notice: &Notice,
    text: Option<&Prose>,
    (banner, attached): (&str, &str),
    (at, resolve): (Locus, Resolve<'_>),
) -> Sheet {
    let prose = text.map_or_else(|| json!([]), |text| tree(text, resolve));
    let photos =
        notice.photos.iter().map(|photo| with(photo, [("path", format!("/{}", photo.src).into())]));
    let photos: Value = photos.collect();
    let code = match notice.url.as_str() {
        "" => Value::Null,
        url => json!({"svg": qr::svg(url, &notice.code_alt), "alt": notice.code_alt}),
    };
    let more = [
        ("title", title.as_str().into()),
        ("prose", prose),
        ("banner", banner.into()),
        ("photos", photos),
        ("attachments", numbered(attached, &notice.attachments)),
        ("qr", code),
    ];
    let value = with(notice, more);
    Sheet {
        value,
        photos: notice.photos.iter().map(|photo| photo.src.clone()).collect(),
        title,
        at,
    }
}

/// The papers that belong to a sheet, line by line: behind `附件：`, numbered where they are several.
fn numbered(attached: &str, papers: &[String]) -> Value {
    if let [paper] = papers {
        return json!([format!("{attached}{paper}")]);
    }
    let lines = papers.iter().enumerate().map(|(place, paper)| {
        let before = if place == 0 { attached } else { "" };
        format!("{before}{}. {paper}", place + 1)
    });
    lines.collect()
}

impl Job<'_> {
    /// What the templates get, set in `faces`.
    #[must_use]
    pub fn data(&self, faces: &Faces) -> Value {
        let sheets: Value = self.sheets.iter().map(|sheet| sheet.value.clone()).collect();
        let fonts = with(faces, Map::new());
        let more = [("title", self.title.as_str().into()), ("fonts", fonts), ("sheets", sheets)];
        let form = with(self.form, more);
        let Value::Object(form) = form else { return form };
        with(self.house, form)
    }
}

impl Sheet {
    /// Says something behind the witness at its foot.
    pub fn note(&mut self, note: &str) {
        if let Some(Value::String(witness)) = self.value.get_mut("witness") {
            witness.push_str(note);
        }
    }
}

/// The fields of a view, and some more.
fn with<N: Into<String>>(
    view: impl Serialize,
    more: impl IntoIterator<Item = (N, Value)>,
) -> Value {
    let mut fields = match serde_json::to_value(view) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    fields.extend(more.into_iter().map(|(name, value)| (name.into(), value)));
    Value::Object(fields)
}
