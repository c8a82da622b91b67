//! Somebody who plays a protocol at the keyboard, whatever it captures, and remembers what has to stand in the report.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use chartpaper::protocol::{
    Action, Capture, Cluster, Confirm, DataState, Evidence, List, Matrix, Mode, Outcome, Plane, Poll, Predict,
    Protocol, Review, Scale, Shape, Step, StepIndex, Vote,
};
use chartpaper::session::{Account, PARKING_LOT, Reading, Session, State, Topic};
use serde_json::Value;

use super::home::{Home, SMALL};
use super::terminal::Terminal;

/// How long something may take until it is on the disk before the test has failed.
const LIMIT: Duration = Duration::from_secs(30);

/// Longer than the gap below which two presses of a page key are one movement of a hand.
const TURN: Duration = Duration::from_millis(100);

/// People who answer: from ten on, slips are told in numbers.
const PEOPLE: u32 = 12;

/// Words that stand together in one part of the report.
struct Said {
    step: String,
    part: &'static str,
    words: Vec<String>,
}

/// Somebody at the keyboard.
pub(crate) struct Player<'a> {
    home: &'a Home,
    pub(crate) terminal: Terminal,
    pub(crate) session: PathBuf,
    protocol: Protocol,
    /// The steps of this meeting.
    plan: Vec<StepIndex>,
    has_data: bool,
    at: StepIndex,
    turn: usize,
    count: usize,
    said: Vec<Said>,
    /// What was used, as words of the language.
    pub(crate) used: Vec<String>,
}

impl<'a> Player<'a> {
    /// Opens the curtain of a meeting that was just begun. `plan`: the positions of its steps.
    pub(crate) fn begin(home: &'a Home, terminal: Terminal, protocol: Protocol, plan: Vec<StepIndex>) -> Self {
        terminal.wait("Enter opens the first step");
        let at = plan[0];
        let has_data = terminal.shows("nobody's record");
        let session = home.sessions().into_iter().max_by_key(|path| path.metadata().unwrap().modified().unwrap());
        let (session, used, said) = (session.unwrap(), Vec::new(), Vec::new());
        let mut player = Self { home, terminal, session, protocol, plan, has_data, at, turn: 0, count: 0, said, used };
        player.terminal.send("Enter");
        player.arrive();
        player
    }

    fn step(&self) -> Step {
        self.protocol.steps[self.at].clone()
    }

    fn place(&self) -> usize {
        self.plan.iter().position(|at| *at == self.at).unwrap()
    }

    /// Words that nobody said before.
    fn words(&mut self) -> String {
        const DIGITS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        let digit = |power: usize| DIGITS[self.count / power % 10];
        let words = format!("words {} {} {}", digit(100), digit(10), digit(1));
        self.count += 1;
        words
    }

    fn remember(&mut self, part: &'static str, words: impl IntoIterator<Item = String>) {
        self.said.push(Said { step: self.step().id, part, words: words.into_iter().collect() });
    }

    /// The session as it is on the disk.
    fn kept(&self) -> Session {
        Session::replay(&Reading::of(&std::fs::read(&self.session).unwrap())).unwrap()
    }

    /// Waits until the disk has it.
    fn until(&self, what: &str, is_so: impl Fn(&Account<'_>) -> bool) {
        let end = Instant::now() + LIMIT;
        loop {
            let session = self.kept();
            if is_so(&self.account(&session)) {
                return;
            }
            let screen = || self.terminal.screen().join("\n");
            assert!(Instant::now() < end, "{}: {what} is not kept; the screen is\n{}", self.step().id, screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn account<'s>(&'s self, session: &'s Session) -> Account<'s> {
        let carried = session.header().carried.as_ref();
        Account { protocol: &self.protocol, state: session.state(), carried, about: None }
    }

    fn topics(&self, of: impl Fn(&Account<'_>) -> Vec<Topic>) -> Vec<Topic> {
        of(&self.account(&self.kept()))
    }

    /// Waits for the step, through the question about data if there is one.
    fn arrive(&mut self) {
        let title: String = self.step().title.chars().take(20).collect();
        let here = format!("{}/{} {title}", self.place() + 1, self.plan.len());
        self.terminal.wait_for("the step or its question", |screen| {
            screen.iter().any(|line| line.contains(&here) || line.contains("Show the data?"))
        });
        if !self.terminal.shows(&here) {
            self.terminal.press_for("Enter", &here);
        }
        let step = self.step().id;
        self.until("the step", |account| account.state.step.as_deref() == Some(step.as_str()));
    }

    /// Plays the whole meeting; ends the program by force after the step in the middle, and takes it up again.
    pub(crate) fn play(&mut self) {
        self.park();
        for place in 0..self.plan.len() {
            self.at = self.plan[place];
            self.turn = 0;
            if place > 0 {
                self.turn_page();
                self.arrive();
            }
            self.play_step();
            if place == self.plan.len() / 2 {
                self.break_off();
            }
        }
    }

    fn turn_page(&mut self) {
        std::thread::sleep(TURN);
        self.terminal.send("PageDown");
    }

    fn play_step(&mut self) {
        let step = self.step();
        if let Some(exhibit) = &step.exhibit {
            self.used.push("exhibit".to_owned());
            let title: String = exhibit.title.chars().take(20).collect();
            self.terminal.press_for("i", "Esc");
            self.terminal.wait(&title);
            self.terminal.press_for("Esc", "? help");
        }
        if let Some(media) = &step.media {
            self.used.push("media".to_owned());
            let words: String = media.fallback.chars().take(30).collect();
            self.terminal.press_for("m", &words);
        }
        let turns = match &step.repeat {
            Some(repeat) => self.topics(|account| account.topics(repeat.over)).len().max(1),
            None => 1,
        };
        for turn in 0..turns {
            self.turn = turn;
            if turn > 0 {
                self.used.push("repeat".to_owned());
                self.turn_page();
                self.terminal.wait(&format!("{} of {turns}", turn + 1));
            }
            self.capture(&step);
        }
        self.take_turns(&step);
    }

    fn capture(&mut self, step: &Step) {
        let Some(capture) = &step.capture else { return };
        self.used.push(capture.word().to_owned());
        match capture {
            Capture::List(list) => self.comment(step, list),
            Capture::Predict(predict) => self.predict(step, predict),
            Capture::Action(action) => self.act(step, action),
            Capture::Poll(poll) => self.poll(step, poll),
            Capture::Scale(scale) => self.rate(step, scale),
            Capture::Plane(plane) => self.place_people(step, plane),
            Capture::Vote(vote) => self.vote(step, vote),
            Capture::Matrix(matrix) => self.fill(step, matrix),
            Capture::Cluster(cluster) => self.sort(step, cluster),
            Capture::Review(review) => self.review(step, review),
            Capture::Confirm(confirm) => self.confirm(step, confirm),
            Capture::Edit(_) => self.reword(step),
        }
    }

    /// Goes through the parts of a step: a group reports, somebody has the word, says ditto, or passes.
    fn take_turns(&mut self, step: &Step) {
        for (at, segment) in step.segments.iter().enumerate() {
            if at > 0 {
                self.terminal.press_for("w", "the next part of this step");
            }
            if segment.mode == Mode::SmallGroups {
                self.used.push("groups".to_owned());
                self.terminal.press_for("n", "group 1 brings back");
            }
            if segment.mode == Mode::RoundRobin {
                self.used.push("round".to_owned());
                self.terminal.press_for("n", "1 had their turn");
                if segment.may_pass {
                    self.terminal.press_for("k", "2 had their turn");
                }
                let dittos =
                    |state: &State| state.comments.iter().filter(|c| c.step == step.id).map(|c| c.dittos).sum::<u32>();
                let before = dittos(self.kept().state());
                let has_own = self.kept().state().comments.iter().any(|c| c.step == step.id && c.shelved.is_none());
                if segment.may_ditto && has_own {
                    self.used.push("ditto".to_owned());
                    self.terminal.send("d");
                    self.until("a ditto", |account| dittos(account.state) == before + 1);
                }
            }
        }
    }

    /// Puts something into the parking lot.
    fn park(&mut self) {
        let words = self.words();
        self.terminal.press_for("l", "parking lot>");
        self.terminal.type_text(&words);
        self.terminal.wait_typed(&words);
        self.terminal.press_for("Enter", "in the parking lot");
        self.said.push(Said { step: PARKING_LOT.to_owned(), part: "comments", words: vec![words] });
    }

    /// Whether a picture with values is on the screen, so that something can be linked.
    fn sees_values(&self, step: &Step) -> bool {
        self.has_data && matches!(step.data, DataState::Shown | DataState::ShownWithPredictions)
    }

    /// Types a text into the open line and has it charted.
    fn type_in(&mut self, words: &str) {
        self.terminal.type_text(words);
        self.terminal.wait_typed(words);
        self.terminal.send("Enter");
    }

    fn chart(&mut self, words: &str) {
        self.type_in(words);
        self.until(words, |account| account.state.comments.iter().any(|comment| comment.text == words));
    }

    fn comment(&mut self, step: &Step, list: &List) {
        let wanted = if list.per_question { step.questions.len() } else { 3 };
        let count = list.limit.map_or(wanted, |limit| wanted.min(limit as usize));
        self.terminal.press("a");
        for at in 0..count {
            let words = self.words();
            let mut told = vec![words.clone()];
            if let Some(tag) = list.tags.get(at) {
                self.used.push("tag".to_owned());
                for tag in &list.tags[..=at] {
                    self.terminal.press_for("Ctrl+t", &format!("#{}", tag.chars().take(10).collect::<String>()));
                }
                told.push(tag.clone());
            }
            if list.evidence != Evidence::Off && self.sees_values(step) {
                self.used.push("evidence".to_owned());
                self.terminal.press("Down");
                self.terminal.press_for("Ctrl+e", "linked to");
                told.push("view_title".to_owned());
            }
            self.chart(&words);
            if list.per_question {
                self.used.push("per_question".to_owned());
                told.push(step.questions[at].clone());
                if at + 1 < count {
                    self.terminal.press_for("Down", &format!("{}. >", at + 2));
                }
            }
            self.remember("comments", told);
        }
        if list.dedupe {
            self.used.push("dedupe".to_owned());
            let again = self.said.last().unwrap().words[0].clone();
            if list.limit.is_none_or(|limit| count < limit as usize) {
                if list.evidence == Evidence::Required && self.sees_values(step) {
                    self.terminal.press_for("Ctrl+e", "linked to");
                }
                self.type_in(&again);
                self.terminal.wait("counted as a ditto");
            }
        }
        self.terminal.stop();
        if let Some(later) = step.shelf {
            self.used.push("shelf".to_owned());
            let words = self.said.last().unwrap().words[0].clone();
            self.terminal.press_for("Tab", "s shelf");
            self.terminal.press("End");
            self.terminal.press_for("s", "kept for");
            self.terminal.press("Tab");
            let step = self.protocol.steps[later].id.clone();
            self.said.push(Said { step, part: "returned", words: vec![words] });
        }
    }

    fn predict(&mut self, step: &Step, predict: &Predict) {
        if predict.also_list {
            let words = self.words();
            self.terminal.press("a");
            self.chart(&words);
            self.terminal.stop();
            self.remember("comments", [words]);
        }
        if !self.has_data {
            return;
        }
        self.used.push(format!("predict {:?}", predict.shape));
        let own = |state: &State| state.forecasts.iter().filter(|forecast| forecast.step == step.id).count();
        for target in 1.. {
            let (typed, told) = match predict.shape {
                Shape::Number => (format!("{}", 30 + target), format!("{}%", 30 + target)),
                Shape::Range => {
                    (format!("{}-{}", 20 + target, 40 + target), format!("{}-{}%", 20 + target, 40 + target))
                }
                Shape::Direction => ("1".to_owned(), "higher".to_owned()),
                Shape::Rank => (target.to_string(), format!("place {target}")),
            };
            let several = if predict.aggregate { format!("{typed} {typed}") } else { typed };
            if target == 1 {
                self.terminal.press("Enter");
            }
            self.terminal.type_text(&several);
            let is_open = |screen: &[String]| screen.iter().any(|line| line.ends_with(&format!(": {several}")));
            self.terminal.wait_for(&several, is_open);
            self.terminal.send("Enter");
            self.until("a prediction", |account| own(account.state) == target);
            self.remember("predictions", [told]);
            self.terminal.wait_for("the next one", |screen| !is_open(screen));
            if self.terminal.shows("all asked for") {
                return;
            }
            assert!(target < 20, "{:#?}", self.terminal.screen());
        }
    }

    fn act(&mut self, step: &Step, action: &Action) {
        self.terminal.press("a");
        for _ in 0..2 {
            let mut told = Vec::new();
            for _ in &action.fields {
                let words = self.words();
                self.type_in(&words);
                told.push(words);
            }
            let text = told[0].clone();
            self.until("an action", |account| {
                let own = account.deeds();
                own.iter().any(|deed| deed.step == step.id && deed.fields.values().any(|field| *field == text))
            });
            self.remember("actions", told);
        }
        self.terminal.stop();
    }

    /// Types numbers, one a field, into a sheet that the first digit opens; they are charted together.
    fn count(&mut self, step: &Step, item: &str, numbers: &[u32]) {
        let tallies = |state: &State| state.tallies(&step.id).filter(|tally| tally.item == item).count();
        let before = tallies(self.kept().state());
        for (at, number) in numbers.iter().enumerate() {
            for digit in number.to_string().chars() {
                self.terminal.press(&digit.to_string());
            }
            self.terminal.send("Enter");
            if at + 1 < numbers.len() {
                self.terminal.wait(&format!("({} of {})>", at + 2, numbers.len()));
            }
        }
        self.until("a count", |account| tallies(account.state) == before + 1);
    }

    fn poll(&mut self, step: &Step, poll: &Poll) {
        let choices = poll.choices.len();
        let mut numbers: Vec<u32> = (0..choices).map(|at| PEOPLE - u32::try_from(at).unwrap()).collect();
        if poll.multi {
            numbers.insert(0, PEOPLE);
        }
        self.count(step, "", &numbers);
        let own = if poll.multi { &numbers[1..] } else { &numbers };
        for (choice, number) in poll.choices.iter().zip(own) {
            let told = if poll.percent && poll.multi { format!("({number})") } else { number.to_string() };
            self.remember("sheet", [choice.clone(), told]);
        }
        if poll.fist {
            self.used.push("fist-to-five".to_owned());
        }
        if poll.percent {
            self.used.push("poll percent".to_owned());
        }
        if poll.revote {
            self.used.push("revote".to_owned());
            self.terminal.press("a");
            let again: Vec<u32> = numbers.iter().map(|number| number + 20).collect();
            self.count(step, "", &again);
            let own = if poll.multi { &again[1..] } else { &again };
            for (choice, number) in poll.choices.iter().zip(own) {
                self.remember("sheet", [choice.clone(), number.to_string()]);
            }
        }
    }

    fn rate(&mut self, step: &Step, scale: &Scale) {
        let levels = scale.levels().count();
        for (at, item) in self.topics(|account| account.items(self.at)).into_iter().enumerate() {
            let numbers: Vec<u32> = (0..levels).map(|level| u32::try_from(2 + at + level).unwrap()).collect();
            self.count(step, &item.key, &numbers);
            self.remember("sheet", std::iter::once(item.text).chain(numbers.iter().map(u32::to_string)));
        }
        self.terminal.wait("counted;");
    }

    fn place_people(&mut self, step: &Step, plane: &Plane) {
        if plane.points {
            self.used.push("points".to_owned());
            self.terminal.press("a");
            for person in 0..PEOPLE {
                self.terminal.type_text("3 -2");
                self.terminal.wait("> ••••");
                self.terminal.press_for("Enter", &format!("({} so far)", person + 1));
            }
            self.terminal.send("Enter");
            self.until("the points", |account| account.state.tallies(&step.id).count() == 1);
            self.said.push(Said { step: step.id.clone(), part: "notes", words: vec![format!("(3, -2) x{PEOPLE}")] });
        } else {
            self.count(step, "", &[PEOPLE, 2, 3, 4]);
            for (quadrant, number) in plane.quadrants.iter().zip([PEOPLE, 2, 3, 4]) {
                self.remember("sheet", [quadrant.clone(), number.to_string()]);
            }
        }
    }

    fn vote(&mut self, step: &Step, vote: &Vote) {
        let items = self.topics(|account| account.topics(vote.from));
        for (at, item) in items.iter().enumerate() {
            let dots = u32::try_from(2 + items.len() - at).unwrap();
            self.count(step, &item.key, &[dots]);
            let goes_on = if vote.keep.is_none_or(|keep| at < keep as usize) { "goes on" } else { "" };
            self.remember("sheet", [item.text.clone(), dots.to_string(), goes_on.to_owned()]);
        }
        if vote.keep.is_none() {
            for item in &items {
                self.terminal.send("y");
                self.until("what goes on", |account| account.state.placement(&step.id, &item.key).is_some());
                self.terminal.press("Down");
            }
        }
    }

    /// Fills the cells of the row whose first cell is open.
    fn fill_row(&mut self, step: &Step, matrix: &Matrix, name: &str) {
        let mut told = vec![name.to_owned()];
        for column in &matrix.columns[1..] {
            if matrix.evidence == Evidence::Required && self.sees_values(step) {
                self.used.push("evidence of a cell".to_owned());
                self.terminal.press_for("Ctrl+e", "linked to");
            }
            let words = self.words();
            self.type_in(&words);
            self.until("a cell", |account| {
                let rows = account.rows(self.at);
                rows.iter()
                    .any(|row| account.state.cell(&step.id, &row.key, column).is_some_and(|cell| cell.text == words))
            });
            if matrix.outcome == Outcome::Cells {
                self.remember("actions", [format!("{name}: {words}"), column.clone()]);
            }
            told.push(words);
        }
        if let Outcome::Rows(_) = matrix.outcome {
            self.used.push("row_to".to_owned());
            let Outcome::Rows(fields) = &matrix.outcome else { return };
            let words: Vec<String> = fields.iter().map(|(_, column)| told[*column].clone()).collect();
            self.remember("actions", words);
        }
        self.terminal.wait("the row is through");
        self.remember("sheet", told);
    }

    fn fill(&mut self, step: &Step, matrix: &Matrix) {
        if matrix.evidence == Evidence::Required && self.sees_values(step) {
            self.terminal.press("Tab");
            self.terminal.press("Down");
            self.terminal.press("Tab");
        }
        if let Some(first) = self.topics(|account| account.rows(self.at)).first().cloned() {
            self.used.push("row that was there".to_owned());
            self.terminal.press("Enter");
            self.fill_row(step, matrix, &first.text);
        }
        if matrix.insert {
            self.used.push("inserted row".to_owned());
            let name = self.words();
            self.terminal.press("a");
            self.chart(&name);
            self.fill_row(step, matrix, &name);
        }
    }

    fn sort(&mut self, step: &Step, cluster: &Cluster) {
        let mut headings = cluster.headings.clone();
        if cluster.free {
            self.used.push("free heading".to_owned());
            let words = self.words();
            self.terminal.press("a");
            self.chart(&words);
            headings.push(words);
        }
        let items = self.topics(|account| account.members(cluster));
        for (at, item) in items.into_iter().enumerate() {
            // Behind the row of the last heading stands the next one without any.
            let number = headings.len() - at % headings.len();
            self.terminal.send(&number.to_string());
            self.until("what was sorted", |account| account.state.placement(&step.id, &item.key).is_some());
            self.remember("sheet", [item.text, headings[number - 1].clone()]);
        }
    }

    fn review(&mut self, step: &Step, review: &Review) {
        let session = self.kept();
        let carried = session.header().carried.as_ref().expect("an earlier session");
        self.used.push("reviewed".to_owned());
        let actions = carried
            .actions
            .iter()
            .map(|action| (action.key.clone(), action.fields.values().next().cloned().unwrap_or_default()));
        let questions = carried.questions.iter().map(|question| (question.key.clone(), question.text.clone()));
        for (at, (key, text)) in actions.chain(questions).enumerate() {
            let word = at % review.status.len();
            self.terminal.send(&(word + 1).to_string());
            self.until("what became of it", |account| account.state.placement(&step.id, &key).is_some());
            self.remember("sheet", [text, review.status[word].clone()]);
        }
        assert!(!carried.actions.is_empty(), "actions were carried over");
    }

    fn confirm(&mut self, step: &Step, confirm: &Confirm) {
        for item in &confirm.items {
            self.terminal.send("Enter");
            self.until("an agreement", |account| account.state.placement(&step.id, item).is_some());
            self.remember("sheet", [item.clone(), "yes".to_owned()]);
        }
    }

    fn reword(&mut self, step: &Step) {
        let words = self.words();
        self.terminal.press("a");
        self.type_in(&words);
        self.until("the new wording", |account| {
            account.state.comments.iter().any(|comment| comment.step == step.id && comment.text.ends_with(&words))
        });
        self.remember("comments", [words]);
    }

    /// Ends the program as a power cut would, and takes the session up again: nothing is missing, and what came last can be
    /// undone and brought back.
    fn break_off(&mut self) {
        let before = self.kept();
        self.terminal.signal("KILL");
        self.terminal.ended();
        self.terminal = self.home.start("resume", SMALL);
        self.terminal.wait("Enter takes the retreat up again");
        self.terminal.send("Enter");
        self.arrive();
        let after = self.kept();
        let (before, after) = (before.state(), after.state());
        assert_eq!(before.comments, after.comments);
        assert_eq!(before.actions, after.actions);
        assert_eq!(before.forecasts, after.forecasts);
        assert_eq!(before.standing, after.standing);
        self.terminal.press_for("Ctrl+z", "undone: ");
        if self.terminal.shows("undone: the reveal") {
            // What was shown is shown again only when somebody says so.
            self.terminal.press("Ctrl+z");
            self.terminal.wait_for("another undo", |screen| {
                screen.iter().any(|line| line.contains("undone: ") && !line.contains("the reveal"))
            });
        }
        self.terminal.press_for("Ctrl+y", "brought back: ");
        self.until("what was brought back", |account| {
            (account.state.comments.len(), account.state.actions.len(), account.state.standing.len())
                == (after.comments.len(), after.actions.len(), after.standing.len())
        });
        if self.terminal.shows("r show data") {
            self.terminal.press_for("r", "Show the data?");
            self.terminal.press_for("Enter", "? help");
        }
    }

    /// Writes the report, leaves, and looks for everything in the report in each of its forms.
    pub(crate) fn finish(mut self) -> (PathBuf, Vec<String>) {
        self.terminal.press_for("x", "the report is in");
        self.terminal.leave();
        let report = |format: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_chartpaper"));
            let output = command.arg("report").arg(&self.session).args(["--format", format]).output().unwrap();
            assert!(output.status.success(), "{output:?}");
            String::from_utf8(output.stdout).unwrap()
        };
        let json: Value = serde_json::from_str(&report("json")).unwrap();
        let markdown = report("md");
        let beside = self.session.with_extension("").with_extension("").with_extension("report.md");
        let [html, csv, room] = [report("html"), report("csv"), std::fs::read_to_string(beside).unwrap()];
        for said in &self.said {
            said.assert_told(&json["sessions"][0]);
            let own: Vec<&String> = said.words.iter().filter(|words| words.starts_with("words ")).collect();
            for words in own {
                for (name, text) in [("md", &markdown), ("html", &html), ("csv", &csv), ("in the room", &room)] {
                    assert!(text.contains(words.as_str()), "{}: {words} is not in the report ({name})", said.step);
                }
            }
        }
        for at in &self.plan {
            let step = &self.protocol.steps[*at];
            assert!(json["sessions"][0]["steps"][*at]["reached"] == true, "{} was reached", step.id);
        }
        (self.session, self.used)
    }
}

impl Said {
    /// Fails unless the words stand together in one entry of their part of the report.
    fn assert_told(&self, session: &Value) {
        let section = || {
            let steps = session["steps"].as_array().unwrap();
            steps.iter().find(|section| section["id"] == self.step.as_str()).unwrap_or(&Value::Null)
        };
        let entries: Vec<&Value> = match self.part {
            "actions" => {
                session["actions"].as_array().unwrap().iter().filter(|a| a["step"]["id"] == self.step).collect()
            }
            "sheet" => section()["sheet"]["rows"].as_array().into_iter().flatten().collect(),
            "notes" => section()["sheet"]["notes"].as_array().into_iter().flatten().collect(),
            part => section()[part].as_array().into_iter().flatten().collect(),
        };
        let holds = |entry: &&&Value| {
            let text = entry.to_string();
            self.words.iter().all(|words| text.contains(Value::from(words.as_str()).to_string().trim_matches('"')))
        };
        let found = entries.iter().find(holds);
        assert!(found.is_some(), "{}: {:?} is not in {}: {entries:#?}", self.step, self.words, self.part);
    }
}
