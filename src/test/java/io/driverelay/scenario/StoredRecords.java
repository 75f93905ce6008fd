package io.driverelay.scenario;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The records of an account as they lie in storage, past all adapters. */
final class StoredRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of what is mirrored beside a record, the words of enums. */
    private static final Map<String, String> MIRRORED = Map.of(
            "/standing/state", "state", "/standing/reason", "reason", "/order/kind", "kind", "/quota/state", "state");

    private final BlobServiceClient storage;

    StoredRecords(String connectionString) {
        this.storage = new BlobServiceClientBuilder()
                .connectionString(connectionString)
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient();
    }

    /** Every record, as {@code container/name}; content is none. */
    Set<String> places() {
        Set<String> places = new TreeSet<>();
        storage.listBlobContainers().stream()
                .map(container -> container.getName())
                .filter(container -> !container.equals("staging"))
                .forEach(container -> items(container).forEach(item -> places.add(container + "/" + item.getName())));
        return places;
    }

    private List<BlobItem> items(String container) {
        var options = new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveMetadata(true));
        return storage.getBlobContainerClient(container).listBlobs(options, null).stream()
                .toList();
    }

    /** A kind's records by their place. */
    Map<String, String> of(RecordKind kind) {
        return items(kind.container).stream()
                .filter(item -> kind.isOf(kind.container, item.getName()))
                .collect(Collectors.toMap(
                        item -> kind.container + "/" + item.getName(),
                        item -> read(kind.container + "/" + item.getName())));
    }

    String read(String place) {
        return blob(place).downloadContent().toString();
    }

    /** As a newer version would have written it: the same metadata with another word, too. */
    void write(String place, String text, String wordOrNull) {
        Map<String, String> metadata =
                new LinkedHashMap<>(blob(place).getProperties().getMetadata());
        String mirrored = wordOrNull == null ? null : MIRRORED.get(wordOrNull);
        if (mirrored != null) {
            metadata.replace(mirrored, "TELEPORTED");
        }
        metadata.put("newer", "99");
        blob(place).upload(BinaryData.fromString(text), true);
        blob(place).setMetadata(metadata);
    }

    /** As it was before. */
    void restore(String place, String text, Map<String, String> metadata) {
        blob(place).upload(BinaryData.fromString(text), true);
        blob(place).setMetadata(metadata);
    }

    Map<String, String> metadata(String place) {
        return blob(place).getProperties().getMetadata();
    }

    static String changed(String text, RecordShape shape) {
        try {
            return JSON.writeValueAsString(shape.changed(JSON.readTree(text)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private BlobClient blob(String place) {
        int slash = place.indexOf('/');
        return storage.getBlobContainerClient(place.substring(0, slash)).getBlobClient(place.substring(slash + 1));
    }
}
