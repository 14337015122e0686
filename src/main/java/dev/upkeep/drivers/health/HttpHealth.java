package dev.upkeep.drivers.health;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// By one GET without following a redirect, since a page to log in says nothing about the application. A status from
/// 200 to 299 is well; the body is not read, since it may never end.
public final class HttpHealth implements Health {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public Optional<String> complaint(URI address) {
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            return ask(client, address);
        }
    }

    private static Optional<String> ask(HttpClient client, URI address) {
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build();
        try {
            var status = client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .statusCode();
            return status >= 200 && status < 300
                    ? Optional.empty()
                    : Optional.of("%s answers with status %d".formatted(Health.named(address), status));
        } catch (IOException failed) {
            return Optional.of("%s does not answer: %s".formatted(Health.named(address), reason(failed)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UpkeepException(Kind.CANCELLED, "stopped while asking " + Health.named(address), "", interrupted);
        } finally {
            client.shutdownNow();
        }
    }

    private static String reason(IOException failed) {
        var message = failed.getMessage();
        return message == null || message.isBlank() ? failed.getClass().getSimpleName() : message;
    }
}
