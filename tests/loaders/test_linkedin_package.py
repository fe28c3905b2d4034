"""The whole ZIP of a LinkedIn export, with headings as people report them and invented people in it."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

import jobsearch_analytics as jsa

if TYPE_CHECKING:
    from pathlib import Path

    from jobsearch_analytics.search import JobSearch

FILES = {
    "Jobs/Job Applications.csv": (
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
        "Question And Answers\n"
        '"11/23/24, 11:39 PM",a@b.example,,Acorn,Data Analyst,https://jobs.example/1,cv.pdf,\n'
        '"12/3/24, 9:10 AM",,,Birch,Analyst,https://jobs.example/2,cv.pdf,\n'
    ),
    "Jobs/Saved Jobs.csv": (
        "Saved Date,Job Url,Job Title,Company Name\n"
        '"12/4/24, 9:10 AM",https://jobs.example/3,Data Engineer,Cedar\n'
    ),
    "Jobs/Job Seeker Preferences.csv": "Locations,Industries\nLeeds,IT\n",
    "Connections.csv": (
        'Notes:\n"When exporting your connection data, some of the addresses are missing."\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ruth,Amble,https://people.example/ruth,,Acorn,Recruiter,15 Mar 2024\n"
    ),
    "messages.csv": (
        '"CONVERSATION ID","CONVERSATION TITLE","FROM","SENDER PROFILE URL","TO","RECIPIENT PROFILE URLS",'
        '"DATE","SUBJECT","CONTENT","FOLDER","ATTACHMENTS","IS MESSAGE DRAFT"\n'
        '"1","","Ruth Amble","","Noa Senn","","2024-12-01 10:00:00 UTC","Hi","Free?","INBOX","","No"\n'
        '"1","","Noa Senn","","Ruth Amble","","2024-12-01 11:00:00 UTC","","On Friday","INBOX","","No"\n'
        '"2","","Noa Senn","","Gil Pratt","","2024-12-02 11:00:00 UTC","","May I ask?","INBOX","","No"\n'
    ),
    "Invitations.csv": (
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        'Noa Senn,Gil Pratt,"12/5/24, 9:10 AM",Hi,OUTGOING,,\n'
    ),
    "Shares.csv": (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
        "2025-01-20 10:25:25,https://posts.example/1,Looking for work,,,MEMBER_NETWORK\n"
    ),
    "Positions.csv": (
        "Company Name,Title,Description,Location,Started On,Finished On\n"
        "Oldfirm,Analyst,,Leeds,Jan 2020,Mar 2024\n"
    ),
    "Profile.csv": "First Name,Last Name,Maiden Name,Address,Headline\nNoa,Senn,,,Analyst\n",
    "SavedJobAlerts.csv": "ALERT_PARAMETERS,QUERY_CONTEXT,SAVED_SEARCH_ID\na,b,c\n",
    "Articles/post.html": "<html><body><p>An article</p></body></html>",
}


@pytest.fixture
def search(tmp_path: Path) -> JobSearch:
    with zipfile.ZipFile(tmp_path / "LinkedIn.zip", "w") as package:
        for name, text in FILES.items():
            package.writestr(f"Basic_LinkedInDataExport/{name}", text)
    return jsa.load(tmp_path / "LinkedIn.zip")


def test_applications_and_saved_jobs_are_told_apart(search: JobSearch) -> None:
    read = search.applications[["company", "kind"]].to_numpy().tolist()
    assert read == [["Acorn", "application"], ["Birch", "application"], ["Cedar", "lead"]]
    days = search.applications["applied_on"].dt.strftime("%Y-%m-%d").tolist()
    assert days[:2] == ["2024-11-23", "2024-12-03"]


def test_connections_are_contacts_and_the_seeker_is_not(search: JobSearch) -> None:
    assert set(search.contacts["name"]) == {"Ruth Amble", "Gil Pratt"}


def test_messages_invitations_and_posts_are_touches(search: JobSearch) -> None:
    directions = search.touches["direction"].value_counts().to_dict()
    assert directions == {"out": 3, "in": 1, "broadcast": 1}
    assert (search.touches["purpose"] == "share").sum() == 1


def test_every_other_file_is_accounted_for(search: JobSearch) -> None:
    told = {name.rsplit("/", 1)[1] for name in search.problems["source_file"]}
    assert told == {"Positions.csv", "Profile.csv", "SavedJobAlerts.csv", "Job Seeker Preferences.csv"}
