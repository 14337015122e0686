package dev.upkeep.drivers.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpHealthTest {
    private final HttpHealth health = new HttpHealth();

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 299})
    void aStatusOfSuccessIsWell(int status) throws IOException {
        assertThat(complaint(status)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 404, 500, 503})
    void anyOtherStatusIsNot(int status) throws IOException {
        assertThat(complaint(status)).endsWith("answers with status " + status);
    }

    @Test
    void whoDoesNotListenIsNotWell() throws IOException {
        var port = freePort();

        assertThat(health.complaint(URI.create("http://127.0.0.1:%d/".formatted(port)))
                        .orElseThrow())
                .startsWith("http://127.0.0.1:%d/ does not answer: ".formatted(port));
    }

    @Test
    @Timeout(20)
    void anAnswerThatNeverEndsIsAnAnswer() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
        });
        server.start();
        try {
            assertThat(health.complaint(URI.create("http://127.0.0.1:%d/health"
                            .formatted(server.getAddress().getPort()))))
                    .isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aQueryIsNotToldSinceItMayHoldASecret() throws IOException {
        assertThat(health.complaint(URI.create("http://127.0.0.1:%d/health?token=secret".formatted(freePort())))
                        .orElseThrow())
                .doesNotContain("secret")
                .contains("/health?…");
    }

    private static int freePort() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return taken.getLocalPort();
        }
    }

    private String complaint(int status) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/elsewhere") ? 200 : status, -1);
            exchange.close();
        });
        server.start();
        try {
            return health.complaint(URI.create("http://127.0.0.1:%d/health"
                            .formatted(server.getAddress().getPort())))
                    .orElse("");
        } finally {
            server.stop(0);
        }
    }
}
