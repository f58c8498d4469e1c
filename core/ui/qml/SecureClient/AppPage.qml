import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import SecureClient.Model

// The frame of every page: scrolls, limits the line length, shows the view model's failure on top.
FocusScope {
    id: page

    property ViewModel viewModel: null
    property int maxWidth: Style.kiosk ? Style.space(220) : Style.space(190)
    property bool scrolls: true
    property bool retryable: false
    property alias spacing: column.spacing
    property Item footer: null
    default property alias content: column.data

    signal retry

    onFooterChanged: if (footer) {
        footer.parent = footerPlace
        footer.anchors.fill = footerPlace
    }

    Rectangle {
        anchors.fill: parent
        color: Style.background
    }
    Flickable {
        id: flick

        objectName: "pageFlickable"
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: footerBar.top
        contentWidth: width
        contentHeight: page.scrolls ? frame.height : height
        interactive: page.scrolls && contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ScrollBar.vertical: ScrollBar {
            policy: flick.contentHeight > flick.height ? ScrollBar.AsNeeded : ScrollBar.AlwaysOff
        }

        // what gets the focus by keyboard is brought into view
        Connections {
            target: page.Window.window
            function onActiveFocusItemChanged(): void {
                const item = page.Window.activeFocusItem
                if (!item || !page.activeFocus || !page.scrolls)
                    return
                const place = item.mapToItem(frame, 0, 0)
                if (place.y < flick.contentY)
                    flick.contentY = Math.max(0, place.y - Style.space(6))
                else if (place.y + item.height > flick.contentY + flick.height && place.y + item.height <= frame.height)
                    flick.contentY = Math.min(flick.contentHeight - flick.height, place.y + item.height - flick.height + Style.space(6))
            }
        }

        Item {
            id: frame

            width: flick.width
            height: page.scrolls ? Math.max(flick.height, column.implicitHeight + 2 * margin) : flick.height
            readonly property int margin: page.scrolls ? Style.pageMargin : Style.space(4)

            ColumnLayout {
                id: column

                anchors.horizontalCenter: parent.horizontalCenter
                y: frame.margin
                width: Math.min(frame.width - 2 * Math.min(frame.margin, Style.pageMargin), page.scrolls ? page.maxWidth : frame.width)
                height: page.scrolls ? implicitHeight : frame.height - 2 * frame.margin
                spacing: Style.space(5)

                ErrorState {
                    objectName: "pageError"
                    visible: page.viewModel !== null && page.viewModel.errorCode !== ""
                    cause: page.viewModel?.errorCause ?? ""
                    remedy: page.viewModel?.errorRemedy ?? ""
                    code: page.viewModel?.errorCode ?? ""
                    retryable: page.retryable
                    onRetry: page.retry()
                    onVisibleChanged: if (visible) flick.contentY = 0
                }
            }
        }
    }
    Rectangle {
        id: footerBar

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        height: page.footer ? page.footer.implicitHeight + Style.space(6) : 0
        visible: page.footer !== null
        color: Style.surface

        Rectangle {
            anchors.top: parent.top
            width: parent.width
            height: Style.lineWidth
            color: Style.line
        }
        Item {
            id: footerPlace

            anchors.centerIn: parent
            width: Math.min(parent.width - 2 * Style.pageMargin, page.maxWidth)
            height: parent.height - Style.space(6)
        }
    }
    ProgressLine {
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        running: page.viewModel !== null && page.viewModel.busy
    }
}
