package io.driverelay.upload;

/** Is told what became of an upload, after it was recorded. What it throws never undoes what it was told. */
public interface UploadListener {
    void delivered(Upload upload);

    void failed(Upload upload);

    void waiting(Upload upload);
}
