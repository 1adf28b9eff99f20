//! The calendar as RFC 5545 wants it: lines ended with CR LF and folded at 75 bytes.

use crate::view::export::calendar::{Calendar, Event};

/// The calendar.
#[must_use]
pub fn ical(calendar: &Calendar) -> String {
    let mut out = Lines(String::new());
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Mingbai//Mingbai//ZH");
    out.line("CALSCALE:GREGORIAN");
    out.line("METHOD:PUBLISH");
    out.text("X-WR-CALNAME", &calendar.name);
    for event in &calendar.events {
        out.event(event);
    }
    out.line("END:VCALENDAR");
    out.0
}

struct Lines(String);

impl Lines {
    fn event(&mut self, event: &Event) {
        self.line("BEGIN:VEVENT");
        self.text("UID", &event.uid);
        self.line(&format!("DTSTAMP:{}T000000Z", event.changed));
        self.line(&format!("DTSTART;VALUE=DATE:{}", event.from));
        self.line(&format!("DTEND;VALUE=DATE:{}", event.until));
        self.text("SUMMARY", &event.title);
        self.text("LOCATION", &event.place);
        self.text("DESCRIPTION", &event.description);
        if !event.address.is_empty() {
            self.line(&format!("URL:{}", event.address));
        }
        // Nobody is busy because a notice hangs.
        self.line("TRANSP:TRANSPARENT");
        self.line("END:VEVENT");
    }

    fn text(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let mut line = format!("{name}:");
        for character in text.chars() {
            match character {
                '\\' | ';' | ',' => line.extend(['\\', character]),
                '\n' => line.push_str("\\n"),
                '\t' => line.push(character),
                _ if character.is_control() => {}
                _ => line.push(character),
            }
        }
        self.line(&line);
    }

    /// A line; what is beyond 75 bytes goes on behind a break and a space, between characters.
    fn line(&mut self, line: &str) {
        let mut width = 0;
        for character in line.chars() {
            if width + character.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(character);
            width += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut lines = Lines(String::new());
        lines.text("SUMMARY", &"明白，账; ".repeat(12));
        assert!(lines.0.ends_with("\r\n") && lines.0.matches("\r\n ").count() == 2, "{}", lines.0);
        assert!(lines.0.split("\r\n").all(|line| line.len() <= 75));
        let whole = lines.0.replace("\r\n ", "");
        assert_eq!(whole.trim_end(), format!("SUMMARY:{}", "明白，账\\; ".repeat(12)).trim_end());
    }
}
