//! Mails in the store: an outbox that is written with what it tells of, who wants to be told, and which
//! addresses are proved.

use model::{CONFIRMATION, Code, DecisionKind, HOUR, MINUTE, Moment, Notices, Uuid};

use super::participant::hash;
use super::{Conn, Result, Store, StoreError, on, rule};
use crate::clock::new_id;
use crate::letter::{self, Letter};

const ADD: &str = "insert into mail (id, participant, recipient, subject, body, created, due, tries, \
    decision) values ($1, $2, $3, $4, $5, $6, $7, 0, $8)";
const NEXT: &str = "select id, recipient, subject, body, created, tries from mail \
    where due <= $1 order by due, id limit 1";
// Of several processes that have read the same one, the first counts it up.
const CLAIM: &str =
    "update mail set tries = tries + 1, due = $3 where id = $1 and tries = $2 and due is not null";
const SENT: &str = "update mail set due = null, sent = $2 where id = $1";
const TAKE_BACK: &str = "delete from mail where decision = $1 and tries = 0";
/// Whether they were told, and when a mail that is on its way is tried next.
const TOLD: &str = "select count(*), max(due) from mail where decision = $1 \
    and (due is not null or sent is not null)";
const GIVE_UP: &str = "update mail set due = null, recipient = '', body = '' where id = $1";
const FORGET_SENT: &str =
    "update mail set recipient = '', body = '' where sent <= $1 and recipient <> ''";
const FORGET_OTHERS: &str = "delete from mail where participant = $1 and recipient <> $2";

const ASK: &str = "update participant set confirm_hash = $2, confirm_expires = $3 where id = $1";
const CONFIRM: &str = "update participant set email_confirmed = $2, confirm_hash = null, \
    confirm_expires = null where confirm_hash = $1 and confirm_expires > $2 and email is not null";
const CONFIRMED: &str = "select email from participant \
    where id = $1 and email is not null and email_confirmed is not null";
const HEARING: &str = "select title from consultation where id = $1";

const WAITING: &str = "select count(distinct r.post), max(r.created) from report r \
    left join comment c on c.id = r.post left join proposal p on p.id = r.post \
    where r.pending and r.created <= $1 and coalesce(c.open_reports, p.open_reports) > 0 \
    and coalesce(c.state, p.state) <> 'withdrawn'";
const MODERATORS: &str = "select id, email from staff where wants_mail and removed is null \
    and coalesce(mailed, 0) <= $1 and coalesce(mailed, 0) < $2";
const MAILED: &str =
    "update staff set mailed = $2 where id = $1 and wants_mail and coalesce(mailed, 0) <= $3";
const WANTS: &str = "select wants_mail from staff where id = $1";
const SET_WANTS: &str = "update staff set wants_mail = $2 where id = $1";

/// What is read every few seconds, or beside a decision, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("next mail", NEXT),
    ("sent mails", FORGET_SENT),
    ("mails of a decision", TOLD),
    ("confirmed address", CONFIRMED),
    ("reports that wait", WAITING),
];

/// For how long a mail about a decision rests: for the ten seconds in which the desk offers to undo it, and
/// a slow network.
const RETHINK: i64 = 15_000;
/// For how long a report waits before moderators are told.
const UNDECIDED: i64 = 10 * MINUTE;
/// How long it takes at most until a mail is tried again.
const DELAY_MOST: i64 = 6 * HOUR;

/// A mail that is to be sent.
pub(super) struct Mail<'a> {
    /// The participant whose it is, if it is one's.
    pub participant: Option<Uuid>,
    /// Their mail address.
    pub recipient: &'a str,
    /// What it says.
    pub letter: Letter,
    /// The decision on a post that it tells of, by its number in the record.
    pub decision: Option<i64>,
}

/// A mail on its way: whoever has it tries to send it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Outgoing {
    /// Its permanent name, the same at every try.
    pub id: Uuid,
    /// To whom.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// Plain text, with [`letter::SITE`] where the site's address belongs.
    pub body: String,
    /// Since when it waits, in epoch milliseconds.
    pub created: i64,
    /// How often it was tried before.
    pub tries: i64,
}

/// What an author is told of a decision.
pub(super) struct Notice<'a> {
    /// What was done.
    pub kind: DecisionKind,
    /// The rule that it was done for.
    pub rule: Option<&'a str>,
    /// The reason that was given.
    pub reason: Option<&'a str>,
    /// The hearing that the post stands in.
    pub consultation: Uuid,
    /// Its number in the record.
    pub number: i64,
}

/// Has a mail sent once this transaction is on disk; one about a decision a moment later, since that may be
/// undone.
pub(super) async fn queue(conn: &mut Conn, mail: &Mail<'_>, now: Moment) -> Result<()> {
    let due = if mail.decision.is_some() { now.plus(RETHINK) } else { now };
    on!(conn, c => sqlx::query(ADD).bind(new_id(now)).bind(mail.participant).bind(mail.recipient)
        .bind(&mail.letter.subject).bind(&mail.letter.body).bind(now.0).bind(due.0)
        .bind(mail.decision).execute(&mut *c).await.map(|_| ()))?;
    Ok(())
}

/// Tells an author by mail what was decided, when they have an address that is proved, and the decision
/// changed something for them.
pub(super) async fn tell_author(
    conn: &mut Conn,
    author: Option<Uuid>,
    what: &Notice<'_>,
    now: Moment,
) -> Result<()> {
    let Some(author) = author else { return Ok(()) };
    let Some(email) = confirmed(conn, author).await? else { return Ok(()) };
    let hearing = title(conn, what.consultation).await?;
    let broken = rule::named(conn, what.consultation, what.rule).await?;
    let Some(letter) = letter::decision(what.kind, broken.as_ref(), what.reason, &hearing) else {
        return Ok(());
    };
    let decision = Some(what.number);
    queue(conn, &Mail { participant: Some(author), recipient: &email, letter, decision }, now).await
}

/// A decision was taken back: the mail that tells of it is not sent, or its reader is told.
pub(super) async fn take_back(
    conn: &mut Conn,
    author: Option<Uuid>,
    (decision, consultation): (i64, Uuid),
    now: Moment,
) -> Result<()> {
    on!(conn, c => sqlx::query(TAKE_BACK).bind(decision).execute(&mut *c).await.map(|_| ()))?;
    let (told, next): (i64, Option<i64>) =
        on!(conn, c => sqlx::query_as(TOLD).bind(decision).fetch_one(&mut *c).await)?;
    let Some(author) = author.filter(|_| told > 0) else { return Ok(()) };
    let letter = letter::taken_back(&title(conn, consultation).await?);
    // Not before the one that it takes back.
    let then = next.map_or(now, |next| now.max(Moment(next + 1)));
    tell(conn, author, letter, then).await
}

async fn title(conn: &mut Conn, consultation: Uuid) -> Result<String> {
    let (title,): (String,) = on!(conn, c => sqlx::query_as(HEARING).bind(consultation)
        .fetch_one(&mut *c).await)?;
    Ok(title)
}

/// Tells a participant something by mail, when they have an address that is proved.
pub(super) async fn tell(
    conn: &mut Conn,
    participant: Uuid,
    letter: Letter,
    now: Moment,
) -> Result<()> {
    let Some(email) = confirmed(conn, participant).await? else { return Ok(()) };
    let mail = Mail { participant: Some(participant), recipient: &email, letter, decision: None };
    queue(conn, &mail, now).await
}

async fn confirmed(conn: &mut Conn, participant: Uuid) -> Result<Option<String>> {
    let found: Option<(String,)> =
        on!(conn, c => sqlx::query_as(CONFIRMED).bind(participant).fetch_optional(&mut *c).await)?;
    Ok(found.map(|found| found.0))
}

/// Asks a participant by mail whether this address is theirs. An earlier link works no more.
pub(super) async fn ask_to_confirm(
    conn: &mut Conn,
    participant: Uuid,
    email: &str,
    secret: &str,
    now: Moment,
) -> Result<()> {
    on!(conn, c => sqlx::query(ASK).bind(participant).bind(&hash(secret)[..])
        .bind(now.plus(CONFIRMATION).0).execute(&mut *c).await.map(|_| ()))?;
    let letter = letter::confirmation(secret);
    let mail = Mail { participant: Some(participant), recipient: email, letter, decision: None };
    queue(conn, &mail, now).await
}

/// Forgets a participant's mails to any other address than this.
pub(super) async fn forget_others(
    conn: &mut Conn,
    participant: Uuid,
    email: Option<&str>,
) -> Result<()> {
    on!(conn, c => sqlx::query(FORGET_OTHERS).bind(participant).bind(email.unwrap_or_default())
        .execute(&mut *c).await.map(|_| ()))?;
    Ok(())
}

/// After how many milliseconds a mail is tried again that was tried so often before: a minute, two,
/// four.
fn delay(tries: i64) -> i64 {
    (MINUTE << tries.clamp(0, 10)).min(DELAY_MOST)
}

impl Store {
    /// A mail that is due, for this process alone. Unless it is [sent](Self::mail_sent) it is due again
    /// later.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn next_mail(&self, now: Moment) -> Result<Option<Outgoing>> {
        loop {
            // Nothing is written while nothing waits: a commit makes kept answers old.
            let mut conn = self.read().await?;
            let found: Option<Outgoing> =
                on!(conn, c => sqlx::query_as(NEXT).bind(now.0).fetch_optional(&mut *c).await)?;
            drop(conn);
            let Some(mail) = found else { return Ok(None) };
            let again = now.plus(delay(mail.tries));
            let mut tx = self.write().await?;
            let claimed = on!(tx, c => sqlx::query(CLAIM).bind(mail.id).bind(mail.tries)
                .bind(again.0).execute(&mut *c).await.map(|done| done.rows_affected()))?;
            tx.commit().await?;
            if claimed == 1 {
                return Ok(Some(mail));
            }
        }
    }

    /// Notes that a mail was sent.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn mail_sent(&self, id: Uuid, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        on!(tx, c => sqlx::query(SENT).bind(id).bind(now.0).execute(&mut *c).await.map(|_| ()))?;
        tx.commit().await
    }

    /// Tries a mail no more, and forgets to whom it was and what it said.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn give_mail_up(&self, id: Uuid) -> Result<()> {
        let mut tx = self.write().await?;
        on!(tx, c => sqlx::query(GIVE_UP).bind(id).execute(&mut *c).await.map(|_| ()))?;
        tx.commit().await
    }

    /// Forgets of the mails that were sent before to whom they were and what they said.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn forget_mails(&self, before: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        on!(tx, c => sqlx::query(FORGET_SENT).bind(before.0).execute(&mut *c).await.map(|_| ()))?;
        tx.commit().await
    }

    /// Notes that the address of whoever got this link is theirs.
    ///
    /// # Errors
    /// `LinkSpent` when the link was used, is too old, or never was.
    pub async fn confirm_email(&self, secret: &str, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        let confirmed = on!(tx, c => sqlx::query(CONFIRM).bind(&hash(secret)[..]).bind(now.0)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if confirmed == 0 {
            return Err(StoreError::Refused(Code::LinkSpent));
        }
        tx.commit().await
    }

    /// Writes to the moderators who want it when a report has waited for long, at most once an hour
    /// each, and only when one waits that they were not written to about.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn tell_moderators(&self, now: Moment) -> Result<()> {
        let mut conn = self.read().await?;
        let (posts, newest): (i64, Option<i64>) = on!(conn, c => sqlx::query_as(WAITING)
            .bind(now.plus(-UNDECIDED).0).fetch_one(&mut *c).await)?;
        let Some(newest) = newest else { return Ok(()) };
        let hour_ago = now.plus(-HOUR).0;
        let staff: Vec<(Uuid, String)> = on!(conn, c => sqlx::query_as(MODERATORS)
            .bind(hour_ago).bind(newest + UNDECIDED).fetch_all(&mut *c).await)?;
        drop(conn);
        if staff.is_empty() {
            return Ok(());
        }
        let mut tx = self.write().await?;
        for (id, email) in staff {
            // Another process may have written to them meanwhile.
            let claimed = on!(tx, c => sqlx::query(MAILED).bind(id).bind(now.0).bind(hour_ago)
                .execute(&mut *c).await.map(|done| done.rows_affected()))?;
            if claimed == 1 {
                let letter = letter::waiting(posts);
                let mail = Mail { participant: None, recipient: &email, letter, decision: None };
                queue(&mut tx, &mail, now).await?;
            }
        }
        tx.commit().await
    }

    /// What somebody at the desk wants to be written to about.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn notices(&self, staff: Uuid) -> Result<Notices> {
        let mut conn = self.read().await?;
        let (wants_mail,): (bool,) =
            on!(conn, c => sqlx::query_as(WANTS).bind(staff).fetch_one(&mut *c).await)?;
        Ok(Notices { wants_mail })
    }

    /// Changes it.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn set_notices(&self, staff: Uuid, notices: Notices) -> Result<()> {
        let mut tx = self.write().await?;
        on!(tx, c => sqlx::query(SET_WANTS).bind(staff).bind(notices.wants_mail)
            .execute(&mut *c).await.map(|_| ()))?;
        tx.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_that_is_not_taken_is_tried_ever_more_rarely() {
        let minutes: Vec<i64> = (0..12).map(|tries| delay(tries) / MINUTE).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
    }
}
