pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import SecureClient.Model

// Pages below each other, zoom, thumbnails, signature fields; a rectangle can be placed by pointer and keys.
FocusScope {
    id: view

    required property PdfDocument document
    property real zoom: 0 // pixels per point; 0 fits the width
    property bool thumbnails: !Style.compact && width > Style.space(170)
    property string selectedField: ""
    property bool placing: false
    // the placed rectangle in points, origin top left; empty while width is 0
    property int placedPage: -1
    property rect placed: Qt.rect(0, 0, 0, 0)
    readonly property real fitScale: document.pages.count > 0 && pages.firstWidth > 0
        ? Math.max(0.2, (pages.width - Style.space(8)) / pages.firstWidth) : 1
    readonly property real shownScale: zoom > 0 ? zoom : fitScale
    readonly property int currentPage: Math.max(0, pages.indexAt(pages.contentX + pages.width / 2, pages.contentY + pages.height / 2))

    signal fieldSelected(string name)
    signal rectanglePlaced(int page, rect area)

    function zoomBy(factor: real): void {
        zoom = Math.min(6, Math.max(0.25, shownScale * factor))
    }

    function goTo(page: int): void {
        pages.positionViewAtIndex(page, ListView.Beginning)
    }

    // scroll to the middle of the placed rectangle
    function showPlaced(): void {
        goTo(placedPage)
        const wanted = pages.contentY + (placed.y + placed.height / 2) * shownScale - pages.height / 2
        const last = pages.originY + pages.contentHeight + pages.bottomMargin - pages.height
        pages.contentY = Math.max(pages.originY - pages.topMargin, Math.min(last, wanted))
    }

    function place(page: int, area: rect): void {
        placedPage = page
        placed = area
        rectanglePlaced(page, area)
    }

    // Arrow keys move the rectangle, with Shift they change its size; Enter in an empty page puts one.
    function nudge(dx: real, dy: real, resize: bool): void {
        if (placed.width <= 0)
            return
        const sheet = document.pageSize(placedPage)
        const area = placed
        if (resize) {
            area.width = Math.min(sheet.width - area.x, Math.max(20, area.width + dx))
            area.height = Math.min(sheet.height - area.y, Math.max(12, area.height + dy))
        } else {
            area.x = Math.min(sheet.width - area.width, Math.max(0, area.x + dx))
            area.y = Math.min(sheet.height - area.height, Math.max(0, area.y + dy))
        }
        place(placedPage, area)
    }

    Layout.fillWidth: true
    Layout.fillHeight: true
    implicitHeight: Style.space(120)
    activeFocusOnTab: true
    Accessible.role: Accessible.Document
    Accessible.name: qsTr("PDF 文档，第 %1 页，共 %2 页").arg(currentPage + 1).arg(document.pages.count)
    Keys.onPressed: event => {
        const resize = (event.modifiers & Qt.ShiftModifier) !== 0
        const step = 4
        event.accepted = true
        if (event.key === Qt.Key_Plus || event.key === Qt.Key_Equal)
            zoomBy(1.2)
        else if (event.key === Qt.Key_Minus)
            zoomBy(1 / 1.2)
        else if (event.key === Qt.Key_0)
            zoom = 0
        else if (event.key === Qt.Key_PageDown)
            goTo(Math.min(document.pages.count - 1, currentPage + 1))
        else if (event.key === Qt.Key_PageUp)
            goTo(Math.max(0, currentPage - 1))
        else if (placing && placed.width <= 0 && (event.key === Qt.Key_Return || event.key === Qt.Key_Space))
            place(currentPage, Qt.rect(60, 60, 160, 64))
        else if (placing && placed.width > 0 && event.key === Qt.Key_Left)
            nudge(-step, 0, resize)
        else if (placing && placed.width > 0 && event.key === Qt.Key_Right)
            nudge(step, 0, resize)
        else if (placing && placed.width > 0 && event.key === Qt.Key_Up)
            nudge(0, -step, resize)
        else if (placing && placed.width > 0 && event.key === Qt.Key_Down)
            nudge(0, step, resize)
        else
            event.accepted = false
    }

    Rectangle {
        anchors.fill: parent
        radius: Style.radius
        color: Style.surfaceSunken
        border.width: view.activeFocus ? 2 : Style.lineWidth
        border.color: view.activeFocus ? Style.focus : Style.line
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 2
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.margins: Style.space(1)
            spacing: 0
            AppText {
                Layout.fillWidth: true
                Layout.leftMargin: Style.space(3)
                text: qsTr("%1 / %2 页").arg(view.currentPage + 1).arg(view.document.pages.count)
                level: "small"
                muted: true
            }
            IconButton {
                objectName: "zoomOut"
                iconName: "zoom-out"
                text: qsTr("缩小")
                onClicked: view.zoomBy(1 / 1.2)
            }
            LinkText {
                objectName: "zoomFit"
                text: Math.round(view.shownScale * 100) + "%"
                onClicked: view.zoom = 0
            }
            IconButton {
                objectName: "zoomIn"
                iconName: "zoom-in"
                text: qsTr("放大")
                onClicked: view.zoomBy(1.2)
            }
        }
        AppText {
            Layout.fillWidth: true
            Layout.margins: Style.space(2)
            visible: view.document.error !== ""
            text: view.document.error
            color: Style.danger
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 0

            ListView {
                id: strip

                objectName: "pdfThumbnails"
                Layout.preferredWidth: Style.space(22)
                Layout.leftMargin: Style.space(3)
                Layout.fillHeight: true
                visible: view.thumbnails
                clip: true
                spacing: Style.space(2)
                topMargin: Style.space(2)
                model: visible ? view.document.pages : null
                delegate: AbstractButton {
                    id: small

                    required property int index
                    required property real pageWidth
                    required property real pageHeight
                    required property string thumbnail

                    width: strip.width
                    height: width * pageHeight / pageWidth + number.height + Style.space(1)
                    Accessible.name: qsTr("第 %1 页").arg(index + 1)
                    onClicked: view.goTo(index)
                    Component.onCompleted: view.document.wantThumbnail(index)

                    Rectangle {
                        id: sheet

                        width: parent.width
                        height: width * small.pageHeight / small.pageWidth
                        color: Style.paper
                        border.width: small.index === view.currentPage ? 3 : 1
                        border.color: small.index === view.currentPage ? Style.accent : Style.line
                        Picture {
                            anchors.fill: parent
                            anchors.margins: 3
                            source: small.thumbnail
                        }
                    }
                    AppText {
                        id: number

                        anchors.top: sheet.bottom
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: small.index + 1
                        level: "small"
                        muted: true
                        Accessible.ignored: true
                    }
                }
            }
            ListView {
                id: pages

                property real firstWidth: 0

                objectName: "pdfPages"
                Layout.fillWidth: true
                Layout.fillHeight: true
                clip: true
                spacing: Style.space(3)
                topMargin: Style.space(2)
                bottomMargin: Style.space(4)
                contentWidth: Math.max(width, firstWidth * view.shownScale + Style.space(8))
                flickableDirection: Flickable.AutoFlickIfNeeded
                boundsBehavior: Flickable.StopAtBounds
                model: view.document.pages
                ScrollBar.vertical: ScrollBar {}
                ScrollBar.horizontal: ScrollBar {}

                delegate: Item {
                    id: page

                    required property int index
                    required property real pageWidth
                    required property real pageHeight
                    required property string source

                    width: pages.contentWidth
                    height: pageHeight * view.shownScale
                    Component.onCompleted: {
                        if (index === 0)
                            pages.firstWidth = pageWidth
                        ask.restart()
                    }
                    onHeightChanged: ask.restart()

                    // while zooming only the last scale is drawn
                    Timer {
                        id: ask
                        interval: 60
                        onTriggered: view.document.want(page.index, view.shownScale * Math.max(1, Screen.devicePixelRatio))
                    }
                    Rectangle {
                        id: paper

                        anchors.horizontalCenter: parent.horizontalCenter
                        width: page.pageWidth * view.shownScale
                        height: parent.height
                        color: Style.paper
                        border.width: 1
                        border.color: Style.line

                        Picture {
                            anchors.fill: parent
                            source: page.source
                            fillMode: Image.Stretch
                            name: qsTr("第 %1 页").arg(page.index + 1)
                        }
                        Spinner {
                            anchors.centerIn: parent
                            visible: page.source === "" && view.document.error === ""
                            running: visible
                        }
                        Repeater {
                            model: view.document.fields.filter(field => field.page === page.index)

                            AbstractButton {
                                id: field

                                required property var modelData

                                objectName: "field_" + modelData.name
                                x: modelData.x * view.shownScale
                                y: modelData.y * view.shownScale
                                width: modelData.width * view.shownScale
                                height: modelData.height * view.shownScale
                                Accessible.name: modelData.signed ? qsTr("已签名的签名域 %1").arg(modelData.name) : qsTr("签名域 %1").arg(modelData.name)
                                onClicked: view.fieldSelected(modelData.name)
                                background: Rectangle {
                                    readonly property color ink: field.modelData.signed ? "#1b7340" : "#0b6478"
                                    radius: 2
                                    color: Qt.alpha(ink, view.selectedField === field.modelData.name ? 0.25 : field.hovered ? 0.18 : field.modelData.signed ? 0 : 0.1)
                                    border.width: view.selectedField === field.modelData.name || field.visualFocus ? 3 : 1
                                    border.color: ink
                                }
                            }
                        }
                        MouseArea {
                            id: drawer

                            property point from
                            property size usual // of the rectangle before it is drawn anew
                            property bool moving: false
                            property bool byFinger: false

                            function pointAt(x: real, y: real): point {
                                return Qt.point(Math.min(page.pageWidth, Math.max(0, x / view.shownScale)), Math.min(page.pageHeight, Math.max(0, y / view.shownScale)))
                            }

                            // a rectangle of the usual size, not over the page's edges
                            function inside(x: real, y: real): rect {
                                const width = Math.min(usual.width, page.pageWidth), height = Math.min(usual.height, page.pageHeight)
                                return Qt.rect(Math.min(page.pageWidth - width, Math.max(0, x)), Math.min(page.pageHeight - height, Math.max(0, y)), width, height)
                            }

                            anchors.fill: parent
                            enabled: view.placing
                            cursorShape: Qt.CrossCursor
                            // the mouse draws; the rectangle is moved by either, and a finger beside it scrolls
                            onPressed: mouse => {
                                view.forceActiveFocus()
                                from = pointAt(mouse.x, mouse.y)
                                const area = view.placed
                                usual = area.width > 0 ? Qt.size(area.width, area.height) : Qt.size(160, 64)
                                byFinger = mouse.source !== Qt.MouseEventNotSynthesized
                                moving = view.placedPage === page.index && from.x >= area.x && from.x <= area.x + area.width
                                    && from.y >= area.y && from.y <= area.y + area.height
                                preventStealing = moving || !byFinger
                            }
                            onPositionChanged: mouse => {
                                const to = pointAt(mouse.x, mouse.y)
                                if (moving) {
                                    view.placed = inside(view.placed.x + to.x - from.x, view.placed.y + to.y - from.y)
                                    from = to
                                } else if (!byFinger) {
                                    view.placedPage = page.index
                                    view.placed = Qt.rect(Math.min(from.x, to.x), Math.min(from.y, to.y), Math.abs(to.x - from.x), Math.abs(to.y - from.y))
                                }
                            }
                            onCanceled: preventStealing = false
                            onReleased: {
                                // read before the next press is told
                                preventStealing = false
                                let area = view.placedPage === page.index ? view.placed : Qt.rect(0, 0, 0, 0)
                                // a click alone puts a rectangle of the usual size around it
                                if (!moving && (byFinger || area.width < 20 || area.height < 12))
                                    area = inside(from.x - usual.width / 2, from.y - usual.height / 2)
                                view.place(page.index, area)
                            }
                        }
                        Rectangle {
                            objectName: "placedRectangle"
                            visible: view.placing && view.placedPage === page.index && view.placed.width > 0
                            x: view.placed.x * view.shownScale
                            y: view.placed.y * view.shownScale
                            width: view.placed.width * view.shownScale
                            height: view.placed.height * view.shownScale
                            radius: 2
                            color: "#330b6478"
                            border.width: 2
                            border.color: "#0b6478"
                            Text {
                                anchors.centerIn: parent
                                text: qsTr("签名位置")
                                textFormat: Text.PlainText
                                font.pixelSize: Style.small
                                color: "#0b6478"
                            }
                        }
                    }
                }
            }
        }
    }
}
