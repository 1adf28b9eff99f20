//! The parts of the documents that are made from the declarations and the words: tables of fields,
//! the list of findings, the rules that can be waived.

use std::fmt::Write as _;
use std::sync::Arc;

use mingbai::compile::words;
use mingbai::content::describe::{form, hint};
use mingbai::content::kinds::{BOARD, COMMON, Choice, Field, LIST, Shape, declaration};
use mingbai::content::registers::{built_in, row_fields};
use mingbai::diagnostic::Code;
use mingbai::model::id::Kind;
use mingbai::model::register::Both;
use mingbai::words::{Language, Words};

/// What stands behind a marker, in the language of the page.
pub fn made(what: &str, language: Language) -> String {
    let page = Page { words: words(language), language };
    match what {
        "findings" => page.findings(),
        "waivable" => page.waivable(),
        "record" => page.fields("record", COMMON, &[]),
        "list" => page.fields("list", LIST, &[]),
        "board" => page.fields("board", BOARD, &[]),
        "register-types" => page.register_types(),
        name => {
            let kind = Kind::from_name(name).unwrap_or_else(|| panic!("nothing makes {name}"));
            let declared = declaration(kind);
            page.fields(name, declared.fields, declared.needs)
        }
    }
}

struct Page {
    words: Arc<Words>,
    language: Language,
}

/// Mappings within a mapping: under which names, and their fields.
type Within = Vec<(Vec<String>, &'static str, &'static [Field])>;

impl Page {
    fn say(&self, zh: &str, en: &str) -> String {
        match self.language {
            Language::ZhCn | Language::ZhHant => zh.to_owned(),
            Language::En | Language::Own(_) => en.to_owned(),
        }
    }

    fn name(&self, field: &Field) -> &'static str {
        if self.language == Language::En { field.en } else { field.zh }
    }

    /// Every built-in type of register: what it is for, and its columns.
    fn register_types(&self) -> String {
        let mut text = self.say(
            "| 种类 | 英文 | 用途 | 列 |\n|---|---|---|---|\n",
            "| Type | Chinese | What it is for | Columns |\n|---|---|---|---|\n",
        );
        for of in built_in() {
            let said = |both: Both| self.say(both.zh, both.en);
            let other = self.say(of.name.en, of.name.zh);
            let columns: Vec<String> = row_fields(of)
                .iter()
                .map(|field| {
                    let name = format!("`{}`", self.name(field));
                    if field.required { format!("**{name}**") } else { name }
                })
                .collect();
            let computed = of.computed.iter().map(|one| said(one.name));
            let computed: Vec<String> = computed.collect();
            let computed = if computed.is_empty() {
                String::new()
            } else {
                let computed = computed.join(&self.say("、", ", "));
                self.say(&format!("；算出：{computed}"), &format!("; computed: {computed}"))
            };
            let what = of.what.map(said).unwrap_or_default();
            let _ = writeln!(
                text,
                "| `{}` | `{other}` | {what} | {}{computed} |",
                said(of.name),
                columns.join(&self.say("、", ", ")),
            );
        }
        text
    }

    /// A table of fields, what the kind needs of all fields first, then one table for each mapping
    /// that stands within it.
    fn fields(&self, of: &str, fields: &'static [Field], needs: &'static [Field]) -> String {
        let needed = needs.iter().map(|field| Field { required: true, ..*field });
        let mut text = self.table(of, needed.chain(fields.iter().copied()));
        let mut inner = Within::new();
        self.within(fields, "", &mut inner);
        for (names, of, fields) in inner {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let names = names.join(&self.say("和", " and "));
            let _ = writeln!(
                text,
                "\n**{}**\n",
                self.say(&format!("{names}里面"), &format!("Within {names}"))
            );
            text.push_str(&self.table(of, fields.iter().copied()));
        }
        text
    }

    /// Collects mappings, those that are the same only once.
    fn within(&self, fields: &'static [Field], path: &str, found: &mut Within) {
        for field in fields {
            let shape = if let Shape::Many(inner) = field.shape { *inner } else { field.shape };
            let Some(inner) = shape.fields().filter(|inner| !inner.is_empty()) else { continue };
            let name = format!("{path}{}", self.name(field));
            let known = found.iter_mut().find(|(_, _, known)| std::ptr::eq(*known, inner));
            if let Some((names, _, _)) = known {
                names.push(name);
            } else {
                found.push((vec![name.clone()], field.en, inner));
                self.within(inner, &format!("{name}."), found);
            }
        }
    }

    fn table(&self, of: &str, fields: impl Iterator<Item = Field>) -> String {
        let mut text = self.say(
            "| 字段 | 英文 | 写什么 | 怎样写 | |\n|---|---|---|---|---|\n",
            "| Field | Chinese | What to write | How | Required |\n|---|---|---|---|---|\n",
        );
        for field in fields {
            let names = match self.language {
                Language::ZhCn | Language::ZhHant => [field.zh, field.en],
                Language::En | Language::Own(_) => [field.en, field.zh],
            };
            let required = if field.required { self.say("必填", "yes") } else { String::new() };
            let (hint, form) = (hint(&self.words, of, &field), self.form(field.shape));
            let _ = writeln!(
                text,
                "| `{}` | `{}` | {hint} | {form} | {required} |",
                names[0], names[1]
            );
        }
        text
    }

    fn form(&self, shape: Shape) -> String {
        match shape {
            Shape::Choice(choices) => {
                let names = |choice: &Choice| match self.language {
                    Language::ZhCn | Language::ZhHant => format!("`{}` {}", choice.zh, choice.en),
                    Language::En | Language::Own(_) => format!("`{}` {}", choice.en, choice.zh),
                };
                choices.iter().map(names).collect::<Vec<_>>().join(&self.say("、", ", "))
            }
            shape => form(&self.words, shape),
        }
    }

    fn waivable(&self) -> String {
        let mut text = self.say("| 代号 | |\n|---|---|\n", "| Code | |\n|---|---|\n");
        for code in Code::ALL.iter().filter(|code| code.waivable()) {
            let name = self.words.get(&format!("finding.{}.name", code.name())).to_owned();
            let _ = writeln!(text, "| `{}` | {name} |", code.name());
        }
        text
    }

    fn findings(&self) -> String {
        let mut text = String::new();
        for code in Code::ALL {
            let part =
                |part: &str| self.words.get(&format!("finding.{}.{part}", code.name())).to_owned();
            let severity =
                self.words.get(&format!("severity.{}", code.severity().name())).to_owned();
            let _ = writeln!(text, "## {}\n", code.name());
            let (says, help) = (unfilled(&part("says")), unfilled(&part("help")));
            let [severity, says, help] = [severity, says, help].map(|text| escaped(&text));
            let said = self.say(
                &format!("**{severity}：{}。** 程序说：{says}。\n\n要做的：{help}。", part("name")),
                &format!(
                    "**{severity}: {}.** It says: {says}.\n\nWhat to do: {help}.",
                    part("name")
                ),
            );
            let _ = writeln!(text, "{said}\n\n{}", paragraphs(&part("why")));
            if code.waivable() {
                let args = [("code", format!("`{}`", code.name()).into())];
                let _ = writeln!(text, "{}\n", self.words.say("app.waivable", &args));
            }
        }
        text.trim_end().to_owned() + "\n"
    }
}

/// A sentence with `…` where the program fills something in.
fn unfilled(text: &str) -> String {
    let mut pieces = text.split('{');
    let mut said = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        said.push('…');
        said.push_str(piece.split_once('}').map_or(piece, |(_, rest)| rest));
    }
    said
}

/// A sentence meant for the terminal, so that Markdown shows it as it is.
fn escaped(text: &str) -> String {
    let plain = |text: &str| text.replace('<', "&lt;").replace('*', "\\*").replace('[', "\\[");
    let parts = text.split('`').enumerate();
    let parts =
        parts.map(|(place, part)| if place % 2 == 0 { plain(part) } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("`")
}

/// Paragraphs as they are, and what is set in by two spaces as a block of its own.
fn paragraphs(text: &str) -> String {
    let mut out = String::new();
    let mut fenced = false;
    for line in text.trim_end().lines() {
        let inset = line.starts_with("  ");
        if inset != fenced && !line.is_empty() {
            out.push_str(if inset { "```text\n" } else { "```\n\n" });
            fenced = inset;
        }
        if fenced {
            out.push_str(line.strip_prefix("  ").unwrap_or(line));
        } else {
            out.push_str(&escaped(line));
        }
        out.push('\n');
    }
    if fenced {
        out.push_str("```\n");
    }
    out.replace("\n\n```\n", "\n```\n")
}
