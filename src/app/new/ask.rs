//! A conversation at the terminal: one question a line, asked again until the answer can be used.
//!
//! What comes through a pipe is written behind its question, so that a log reads like the
//! conversation it was. Where the answers end early, nothing is made up in their place.

use std::io::{self, BufRead as _, IsTerminal as _};

use crate::app::terminal::{Terminal, clean};
use crate::content::text;
use crate::content::values::{plain, yes_or_no};

/// The answers ended before this question had one.
pub(crate) struct Closed {
    /// What was asked.
    pub question: String,
}

/// What an empty line means.
#[derive(Clone, Copy)]
pub(crate) enum Empty<'a> {
    /// Nothing; the question is asked again.
    Again,
    /// That there is no answer.
    Skip,
    /// This answer.
    Means(&'a str),
}

/// Somebody who answers.
pub(crate) struct Conversation<'a> {
    terminal: &'a Terminal,
}

impl<'a> Conversation<'a> {
    /// A conversation on standard input and standard error.
    pub(crate) fn new(terminal: &'a Terminal) -> Self {
        Self { terminal }
    }

    /// The answer to a question, once `read` can read it; what it says of a bad one is told.
    pub(crate) fn ask<T>(
        &self,
        question: &str,
        empty: Empty<'_>,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Closed> {
        let slot = |key: &str, other: &str| {
            let args = [("question", question.into()), ("answer", other.into())];
            self.terminal.words.say(key, &args)
        };
        let prompt = match empty {
            Empty::Again => slot("new.ask", ""),
            Empty::Skip => slot("new.ask-or-skip", ""),
            Empty::Means(answer) => slot("new.ask-or-take", answer),
        };
        loop {
            let Some(line) = self.line(&prompt) else {
                return Err(Closed { question: question.to_owned() });
            };
            let answer = match (line.as_str(), empty) {
                ("", Empty::Again) => {
                    self.terminal.say("new.needed", &[]);
                    continue;
                }
                ("", Empty::Skip) => return Ok(None),
                ("", Empty::Means(answer)) => answer,
                (line, _) => line,
            };
            match read(answer) {
                Ok(value) => return Ok(Some(value)),
                Err(why) => self.terminal.line(&clean(&why)),
            }
        }
    }

    /// Which of several, by number or by one of its names.
    pub(crate) fn choose(
        &self,
        question: &str,
        empty: Empty<'_>,
        options: &[Vec<String>],
    ) -> Result<Option<usize>, Closed> {
        for (number, option) in (1..).zip(options) {
            let shown = option.first().map(String::as_str).unwrap_or_default();
            self.terminal.line(&format!("  {number}  {}", clean(shown)));
        }
        self.ask(question, empty, |text| {
            let answer = plain(text);
            let number = answer.parse().ok().and_then(|number: usize| number.checked_sub(1));
            let named = options.iter().position(|names| names.contains(&answer));
            named.or(number).filter(|place| *place < options.len()).ok_or_else(|| {
                let args = [("answer", text.into()), ("n", options.len().into())];
                self.terminal.words.say("new.choose-again", &args)
            })
        })
    }

    /// Yes or no; an empty line is yes.
    pub(crate) fn agrees(&self, question: &str) -> Result<bool, Closed> {
        let why = || self.terminal.words.get("new.yes-or-no").to_owned();
        let yes = self.terminal.words.get("new.yes");
        let read = |text: &str| yes_or_no(text).ok_or_else(why);
        Ok(self.ask(question, Empty::Means(yes), read)?.unwrap_or(true))
    }

    /// Several lines, up to an empty one.
    pub(crate) fn lines(&self, question: &str) -> Result<String, Closed> {
        self.terminal.line(question);
        let mut lines = Vec::new();
        loop {
            match self.line("") {
                None => return Err(Closed { question: question.to_owned() }),
                Some(line) if line.is_empty() => return Ok(lines.join("\n")),
                Some(line) => lines.push(line),
            }
        }
    }

    /// One line; `None` at the end of what is answered. A console may hand over GB 18030.
    fn line(&self, prompt: &str) -> Option<String> {
        self.terminal.prompt(prompt);
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_until(b'\n', &mut bytes);
        let line = match text::decode(&bytes) {
            Some((line, _)) => line.trim().to_owned(),
            None => String::from_utf8_lossy(&bytes).trim().to_owned(),
        };
        if !io::stdin().is_terminal() || bytes.is_empty() {
            self.terminal.line(&clean(&line));
        }
        read.is_ok_and(|count| count > 0).then_some(line)
    }
}
