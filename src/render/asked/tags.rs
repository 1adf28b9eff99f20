//! A template cut into its tags, and each tag into names, signs and texts with their places.

/// `{{ … }}` or `{% … %}`.
#[derive(Clone, Debug)]
pub(super) struct Tag<'t> {
    /// Whether it writes what it holds.
    pub writes: bool,
    /// What stands in it.
    pub tokens: Vec<Token<'t>>,
}

/// A piece of a tag.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    /// What it is.
    pub what: What,
    /// As written; of a text what is between its quotes.
    pub text: &'t str,
    /// Where it begins in the template.
    pub at: usize,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A name or a word of the language.
    Name,
    /// A text in quotes, or a number.
    Value,
    /// Anything else.
    Sign,
}

impl<'t> Token<'t> {
    /// The name, if it is one.
    pub(super) fn name(&self) -> Option<&'t str> {
        (self.what == What::Name).then_some(self.text)
    }

    /// Whether it is this sign.
    pub(super) fn is(&self, sign: &str) -> bool {
        self.what == What::Sign && self.text == sign
    }
}

impl<'t> Tag<'t> {
    /// What a tag that does something does.
    pub(super) fn verb(&self) -> Option<&'t str> {
        self.tokens.first().filter(|_| !self.writes)?.name()
    }

    /// The name behind a verb: of a block, of a component.
    pub(super) fn word(&self, verb: &str) -> Option<&'t str> {
        self.tokens.get(1).filter(|_| self.verb() == Some(verb))?.name()
    }

    /// The text behind a verb: of `extends`, of `include`.
    pub(super) fn quoted(&self, verb: &str) -> Option<&'t str> {
        let token = self.tokens.get(1).filter(|_| self.verb() == Some(verb))?;
        (token.what == What::Value).then_some(token.text)
    }

    /// The parameters of a component, and whether each is taken from around it.
    pub(super) fn parameters(&self) -> Vec<(&'t str, bool)> {
        let mut parameters = Vec::new();
        for (place, token) in self.tokens.iter().enumerate().skip(2) {
            let before = &self.tokens[place - 1];
            if token.is(")") {
                break;
            }
            let begins = before.is("(") || before.is(",") || before.is("@");
            if let Some(name) = token.name().filter(|_| begins) {
                parameters.push((name, before.is("@")));
            }
        }
        parameters
    }
}

/// The tags of a template, without comments and what is raw.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags: Vec<Tag<'_>> = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|found| at + found) {
        let writes = match text.as_bytes().get(open + 1) {
            Some(b'#') => {
                at = text[open..].find("#}").map_or(text.len(), |end| open + end + 2);
                continue;
            }
            Some(b'{') => true,
            Some(b'%') => false,
            _ => {
                at = open + 1;
                continue;
            }
        };
        let (tokens, end) = tokens(text, open + 2);
        at = end;
        let tag = Tag { writes, tokens };
        if tag.verb() == Some("raw") {
            at = text[at..].find("endraw").map_or(text.len(), |end| at + end);
        }
        tags.push(tag);
    }
    tags
}

/// The pieces of a tag from behind its first two signs, and where it ends.
fn tokens(text: &str, from: usize) -> (Vec<Token<'_>>, usize) {
    let mut tokens = Vec::new();
    let (mut at, mut depth) = (from, 0_usize);
    if text[at..].starts_with('-') {
        at += 1;
    }
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if depth == 0 {
            let ends = ["-%}", "-}}", "%}", "}}"].iter().find(|end| rest.starts_with(**end));
            if let Some(end) = ends {
                return (tokens, at + end.len());
            }
        }
        let run = |fits: &dyn Fn(char) -> bool| rest.find(|c| !fits(c)).unwrap_or(rest.len());
        let (what, length, shown) = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if first.is_alphabetic() || first == '_' {
            let length = run(&|c| c.is_alphanumeric() || c == '_');
            (What::Name, length, &rest[..length])
        } else if first.is_ascii_digit() {
            let length = run(&|c| c.is_ascii_digit() || c == '.');
            (What::Value, length, &rest[..length])
        } else if matches!(first, '"' | '\'' | '`') {
            let inside = quoted(&rest[1..], first);
            (What::Value, (inside + 2).min(rest.len()), &rest[1..=inside])
        } else {
            let two = ["==", "!=", ">=", "<=", "//", "**", "?."];
            let length =
                two.iter().find(|sign| rest.starts_with(**sign)).map_or(first.len_utf8(), |_| 2);
            (What::Sign, length, &rest[..length])
        };
        match first {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        tokens.push(Token { what, text: shown, at });
        at += length;
    }
    (tokens, text.len())
}

/// How many bytes there are before the quote that ends a text.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            other if other == quote => return at,
            _ => {}
        }
    }
    text.len()
}

/// Whether the name at `at` is that of a test: `x is y`, `x is not y`.
pub(super) fn is_test(tokens: &[Token<'_>], at: usize) -> bool {
    let name = |back: usize| at.checked_sub(back).and_then(|place| tokens[place].name());
    name(1) == Some("is") || (name(1) == Some("not") && name(2) == Some("is"))
}

/// Where the path that begins at `at` ends.
pub(super) fn path_end(tokens: &[Token<'_>], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(sign) = tokens.get(end) {
        if sign.is("[") {
            end = close(tokens, end) + 1;
        } else if (sign.is(".") || sign.is("?.")) && tokens.get(end + 1).is_some() {
            end += 2;
        } else {
            break;
        }
    }
    end.min(tokens.len())
}

/// The bracket that closes the one at `open`.
pub(super) fn close(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(open) {
        if ["[", "{", "("].iter().any(|sign| token.is(sign)) {
            depth += 1;
        } else if ["]", "}", ")"].iter().any(|sign| token.is(sign)) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return place;
            }
        }
    }
    tokens.len().saturating_sub(1)
}

/// How many tags there are up to and with the one that ends what has begun.
pub(super) fn end(tags: &[Tag<'_>], verb: &str) -> usize {
    let mut depth = 1_usize;
    for (place, tag) in tags.iter().enumerate() {
        match tag.verb() {
            Some(other) if other == verb => depth += 1,
            Some(other) if other.strip_prefix("end") == Some(verb) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place + 1;
        }
    }
    tags.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_cut_where_the_engine_cuts_it() {
        let text = "a { {#- {{ no }} #} {{- <x a={view.b} c=\"}}\" d /> -}}{% raw %}{{ no }}{% endraw %}{%- if a?.b[0] != '%}' %}";
        let tags = tags(text);
        let shown = |tag: &Tag<'_>| -> Vec<String> {
            tag.tokens.iter().map(|token| token.text.to_owned()).collect()
        };
        assert_eq!(
            shown(&tags[0]),
            ["<", "x", "a", "=", "{", "view", ".", "b", "}", "c", "=", "}}", "d", "/", ">"]
        );
        assert_eq!(tags[1].verb(), Some("raw"));
        assert_eq!(shown(&tags[2]), ["if", "a", "?.", "b", "[", "0", "]", "!=", "%}"]);
        assert_eq!(tags.len(), 3);
        let view = &tags[0].tokens[5];
        assert_eq!(&text[view.at..view.at + 4], "view");
    }

    #[test]
    fn a_component_tells_what_it_takes() {
        let tags = tags("{% component rows(rows, unit = \"\", number: integer = 1, @t) %}");
        let parameters = [("rows", false), ("unit", false), ("number", false), ("t", true)];
        assert_eq!(tags[0].parameters(), parameters);
    }
}
