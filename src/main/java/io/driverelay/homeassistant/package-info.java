/** Home Assistant's formats, and nothing else: how it describes a backup, what it calls its file, and how it packs one. */
package io.driverelay.homeassistant;
