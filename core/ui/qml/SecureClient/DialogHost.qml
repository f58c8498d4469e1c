pragma ComponentBehavior: Bound
import QtQuick
import SecureClient.Model

// Shows what `Dialogs` asks, one question at a time, and the progress of long work. The dialogs are made when they are first
// needed: the window opens sooner without them.
Item {
    id: host

    required property Dialogs dialogs
    readonly property bool asks: (dialogs.current.kind ?? "") !== ""
    readonly property bool works: dialogs.progressTitle !== ""

    onAsksChanged: if (asks) question.active = true
    onWorksChanged: if (works) progress.active = true

    anchors.fill: parent

    Loader {
        id: question

        active: false
        sourceComponent: QuestionDialog { dialogs: host.dialogs }
    }
    Loader {
        id: progress

        active: false
        sourceComponent: ProgressDialog { dialogs: host.dialogs }
    }
    Toast {
        id: toast

        anchors.horizontalCenter: parent.horizontalCenter
        // under the header: at the bottom it would lie over the buttons and fields that are wanted next
        y: Style.space(24)
    }
    Connections {
        target: host.dialogs
        function onToasted(text: string, kind: string): void {
            toast.show(text, kind)
        }
    }
}
