// What the storage service has a delegated key sign for a snapshot is the blob's name and the snapshot's time; Azurite leaves out both, and so
// refuses every such URL (github.com/Azure/Azurite/issues/1857). Here it is what is signed for the blob, with the time behind the resource.
const { createHmac } = require("crypto");
const signatures = require("../node_modules/azurite/dist/src/blob/authentication/IBlobSASSignatureValues.js");

const ofAzurite = signatures.generateBlobSASSignatureWithUDK;
signatures.generateBlobSASSignatureWithUDK = (values, resource, account, key) => {
  if (resource !== "bs") {
    return ofAzurite(values, resource, account, key);
  }
  const lines = ofAzurite(values, "b", account, key)[1].split("\n");
  lines.splice(lines.lastIndexOf(values.version) + 1, 2, resource, values.snapshot);
  const toSign = lines.join("\n");
  return [createHmac("sha256", key).update(toSign, "utf8").digest("base64"), toSign];
};
