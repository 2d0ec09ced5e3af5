"""The queue in a folder: whoever looks while a message is being written finds none, and then the whole of it."""

from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from socialvalue import celery, folder_queue


@pytest.fixture
def channel(tmp_path):
    """A channel on a queue of its own, as the program's Celery opens it."""
    folder = str(tmp_path)
    options = {
        "data_folder_in": folder,
        "data_folder_out": folder,
        "control_folder": str(tmp_path / "control"),
    }
    with Connection("filesystem://", transport_options=options) as connection:
        yield connection.channel()


def test_the_programs_celery_uses_it(channel):
    assert isinstance(channel, folder_queue.Channel)
    with celery.app.connection_for_write() as connection:
        if connection.transport_cls == "filesystem":
            assert isinstance(connection.transport, folder_queue.Transport)


def test_a_message_is_found_only_once_it_is_whole(channel, tmp_path, monkeypatch):
    seen = []
    move = Path.replace

    def look(part, whole):
        with pytest.raises(Empty):
            channel._get("work")
        seen.append([path.suffix for path in tmp_path.iterdir() if path.is_file()])
        return move(part, whole)

    monkeypatch.setattr(Path, "replace", look)
    channel._put("work", {"body": "£ and more"})
    assert seen == [[".part"]]
    assert channel._get("work") == {"body": "£ and more"}
    with pytest.raises(Empty):
        channel._get("work")


def test_messages_of_another_queue_stay(channel):
    channel._put("sweep", {"body": "1"})
    with pytest.raises(Empty):
        channel._get("work")
    assert channel._get("sweep") == {"body": "1"}
