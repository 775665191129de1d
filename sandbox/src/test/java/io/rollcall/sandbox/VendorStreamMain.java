package io.rollcall.sandbox;

import com.dingtalk.open.app.api.OpenDingTalkClient;
import com.dingtalk.open.app.api.OpenDingTalkStreamClientBuilder;
import com.dingtalk.open.app.api.message.GenericOpenDingTalkEvent;
import com.dingtalk.open.app.api.security.AuthClientCredential;
import com.dingtalk.open.app.stream.protocol.event.EventAckStatus;
import java.lang.reflect.Field;

/**
 * DingTalk's own client as a process. Prints a line for each event; ends when its input ends. A process of its own, since the client
 * leaves threads behind and reads the trust store from the system's properties.
 */
final class VendorStreamMain {
    private VendorStreamMain() {}

    /**
     * @param args the address of the sandbox, the client id, the client secret
     */
    public static void main(String[] args) throws Exception {
        OpenDingTalkStreamClientBuilder builder = OpenDingTalkStreamClientBuilder.custom()
                .credential(new AuthClientCredential(args[1], args[2]))
                // after its three seconds it gives up waiting, but leaves the connection open beside the next one
                .connectTimeout(60_000)
                .registerAllEventListener(VendorStreamMain::print);
        Field host = OpenDingTalkStreamClientBuilder.class.getDeclaredField("openApiHost");
        host.setAccessible(true);
        host.set(builder, args[0]);
        OpenDingTalkClient client = builder.build();
        client.start();
        while (System.in.read() >= 0) {
            // waits for the end of the input
        }
        client.stop();
        System.exit(0);
    }

    private static EventAckStatus print(GenericOpenDingTalkEvent event) {
        System.out.println(event.getEventType() + " " + event.getEventId() + " " + event.getEventCorpId() + " "
                + event.getEventBornTime() + " " + event.getData().getString("changeScene"));
        return event.getData().getString("changeScene").equals("user_leave")
                ? EventAckStatus.LATER
                : EventAckStatus.SUCCESS;
    }
}
