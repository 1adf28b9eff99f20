//! A record that is being put together, and how it is written.

use crate::content::kinds::{Field, Shape};
use crate::script::Script;

use super::questions::inner;

/// The answers so far: the fields on the way to each, and its value as it is typed into a file.
#[derive(Default)]
pub(crate) struct Draft {
    given: Vec<(Vec<&'static Field>, String)>,
}

impl Draft {
    /// Adds an answer.
    pub(crate) fn give(&mut self, path: Vec<&'static Field>, value: String) {
        self.given.push((path, value));
    }

    /// What was given for a field, or for anything within it.
    #[must_use]
    pub(crate) fn given(&self, path: &[&'static Field]) -> Option<&str> {
        let within = |known: &[&'static Field]| {
            known.len() >= path.len()
                && known.iter().zip(path).all(|(known, field)| std::ptr::eq(*known, *field))
        };
        self.given.iter().find(|(known, _)| within(known)).map(|(_, value)| value.as_str())
    }

    /// What was given for a field of the record itself, by its English name.
    #[must_use]
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let own = |path: &[&'static Field]| path.len() == 1 && path[0].en == name;
        self.given.iter().find(|(path, _)| own(path)).map(|(_, value)| value.as_str())
    }

    /// The fields line by line, in the order in which they were told, at the left margin.
    #[must_use]
    pub(crate) fn lines(&self, script: Script) -> String {
        let mut lines: Vec<String> = Vec::new();
        let mut done: Vec<&str> = Vec::new();
        for (path, value) in &self.given {
            let Some(field) = path.first().filter(|field| !done.contains(&field.en)) else {
                continue;
            };
            done.push(field.en);
            let name = script.name(field.en, field.zh);
            if path.len() == 1 {
                lines.push(format!("{name}: {value}\n"));
            } else if matches!(field.shape, Shape::Many(_)) {
                lines.push(format!("{name}:\n  - {}\n", self.braces(&[field], script)));
            } else {
                lines.push(format!("{name}: {}\n", self.braces(&[field], script)));
            }
        }
        lines.concat()
    }

    /// The fields within one, in the order of their declaration.
    fn braces(&self, outer: &[&'static Field], script: Script) -> String {
        let mut parts = Vec::new();
        let fields = outer.last().map(|field| inner(field.shape)).unwrap_or_default();
        for field in fields {
            let path: Vec<_> = outer.iter().copied().chain([field]).collect();
            let Some(value) = self.given(&path) else { continue };
            let name = script.name(field.en, field.zh);
            parts.push(if inner(field.shape).is_empty() {
                format!("{name}: {value}")
            } else {
                format!("{name}: {}", self.braces(&path, script))
            });
        }
        format!("{{{}}}", parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::new::questions::fields;
    use crate::model::id::Kind;

    #[test]
    fn a_record_is_written_as_people_write_it() {
        let mut draft = Draft::default();
        for (path, value) in [
            ("kind", "委员会"),
            ("attended.count", "5"),
            ("attended.role", "委员"),
            ("motions.text", "换灯"),
            ("motions.number", "1"),
            ("motions.votes.people.for", "5"),
        ] {
            draft.give(fields(Kind::Decision, path), value.to_owned());
        }
        assert_eq!(
            draft.lines(Script::Simplified),
            "会议: 委员会\n到会:\n  - {身份: 委员, 人数: 5}\n议题:\n  - {编号: 1, 内容: 换灯, 表决: {人数: {同意: 5}}}\n"
        );
        assert_eq!(draft.value("kind"), Some("委员会"));
    }
}
