"""Object storage by STORAGE_URL, against an S3 server of the tests' own."""

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

from tests.site import standard_page
from yeongdeungpoever.files.models import Document
from yeongdeungpoever.settings.production_services import media_storage

pytestmark = pytest.mark.django_db


@pytest.fixture
def bucket(settings, monkeypatch):
    for name in ("AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.delenv(name, raising=False)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=address,
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket="papers")
    url = f"s3://key:secret@{host}:{port}/papers?tls=0"
    settings.STORAGES = settings.STORAGES | {"default": media_storage(url, settings.STORAGES)}
    storages._storages.clear()
    yield client
    client.close()
    server.stop()
    storages._storages.clear()


def test_a_file_in_a_bucket_leaves_by_our_door_alone(bucket, client):
    paper = Document(title="안내서")
    paper.file.save("guide.pdf", ContentFile(b"%PDF-1.4 test"), save=False)
    paper.save()
    stored = bucket.list_objects_v2(Bucket="papers")["Contents"]
    assert [item["Key"] for item in stored] == ["documents/guide.pdf"]
    assert paper.file.url == "/media/documents/guide.pdf"
    assert client.get(paper.url).status_code == 404
    standard_page(
        "문서가 있는 글", "papers", body=[("documents", {"heading": "첨부", "documents": [paper]})]
    )
    response = client.get(paper.url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"%PDF-1.4 test"
